"""A small SMTP server on loopback (RFC 5321, 3207, 4954): it keeps what it is given, or refuses as a test says."""

import asyncio
import ssl
from base64 import b64decode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP
from ipaddress import ip_address
from pathlib import Path

from attrs import define, field
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

USER, PASSWORD = "post", "a secret of the post's"


@define
class Post:
    """What came to a server, and how it answers."""

    port: int = 0
    trusted: ssl.SSLContext | None = None
    came: list[EmailMessage] = field(factory=list)
    commands: list[str] = field(factory=list)
    raw: list[bytes] = field(factory=list)
    instead: dict[str, str] = field(factory=dict)
    silent: bool = False
    tls: ssl.SSLContext | None = None

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one client until it goes."""
        try:
            await self._greet(reader, writer)
        except (ConnectionError, ssl.SSLError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _greet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.silent:
            await reader.read()
            return
        writer.write(b"220 post ready\r\n")
        while line := (await reader.readline()).decode().rstrip("\r\n"):
            self.commands.append(line)
            verb = line.split(maxsplit=1)[0].upper()
            writer.write((self.instead.get(verb) or await self._answer(verb, line, reader)).encode() + b"\r\n")
            await writer.drain()
            if verb == "STARTTLS" and self.tls is not None:
                await writer.start_tls(self.tls)
            if verb == "DATA" and "DATA" not in self.instead:
                await self._take(reader, writer)
            if verb == "QUIT":
                return

    async def _answer(self, verb: str, line: str, reader: asyncio.StreamReader) -> str:
        if verb == "EHLO":
            return "250-post\r\n" + ("250-STARTTLS\r\n" if self.tls else "") + "250 AUTH PLAIN"
        if verb == "AUTH":
            right = b64decode(line.rpartition(" ")[2]) == f"\0{USER}\0{PASSWORD}".encode()
            return "235 welcome" if right else "535 5.7.8 who are you"
        return {"DATA": "354 go on", "STARTTLS": "220 go on", "QUIT": "221 bye"}.get(verb, "250 fine")

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        raw = await reader.readuntil(b"\r\n.\r\n")
        self.raw.append(raw)
        self.came.append(BytesParser(policy=SMTP).parsebytes(raw.removesuffix(b".\r\n")))
        writer.write((self.instead.get(".") or "250 kept").encode() + b"\r\n")


@asynccontextmanager
async def serving(folder: Path, tls: str = "none", **how: object) -> AsyncIterator[Post]:
    """Serve on a free port; `tls` is `none`, `starttls` or `tls`."""
    context, trusted = contexts(folder) if tls != "none" else (None, None)
    post = Post(tls=context if tls == "starttls" else None, trusted=trusted, **how)  # type: ignore[arg-type]  # a test's
    server = await asyncio.start_server(post.talk, "127.0.0.1", 0, ssl=context if tls == "tls" else None)
    post.port = server.sockets[0].getsockname()[1]
    try:
        yield post
    finally:
        server.close()


def contexts(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Return what a server proves itself with on 127.0.0.1, and what believes it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "post")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(1))
    here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    certificate = made.add_extension(here, critical=False).sign(key, SHA256())
    file = folder / "post.pem"
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(secret + certificate.public_bytes(Encoding.PEM))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)
    return server, ssl.create_default_context(cafile=str(file))
