"""Access tokens that somebody made up let nobody in, by any operation, with any key that is not ours."""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from itertools import product

from attacks_world import all_operations, tried
from joserfc.jwk import OKPKey
from seeds.cast import Cast
from seeds.rows import rows_of

from copilot_adapters.token_signers.joserfc import Joserfc

KIDS: tuple[object, ...] = (
    "", "other", "../../../../dev/null", "/dev/null", "file:///etc/passwd", "https://evil.example/key.json",
    "' OR '1'='1", "x' UNION SELECT 'AAAA' --", "'; DROP TABLE signing_keys; --", "%", "$(id)", "\x00", "a\r\nb",
    0, True, None, [], {"kid": "x"},
)  # fmt: skip
EXTRAS = ({"jku": "https://evil.example/keys"}, {"x5u": "https://evil.example/c"}, {"crit": ["exp"]}, {"b64": False})


def part(said: object) -> str:
    raw = said if isinstance(said, bytes) else json.dumps(said, separators=(",", ":")).encode()
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def read(text: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    return found


class Forger:
    """Holds a right token of a person, and a key of their own."""

    def __init__(self, right: str) -> None:
        """Take it apart."""
        self.head, self.claims, self.signature = right.split(".")
        self.key = OKPKey.generate_key("Ed25519")

    def signed(self, claims: dict[str, object] | None = None, **head: object) -> str:
        """Sign by the own key."""
        said = f"{part(read(self.head) | head)}.{part(claims) if claims else self.claims}"
        return f"{said}.{part(self.key.private_key.sign(said.encode()))}"  # type: ignore[union-attr]  # of Ed25519

    def unsigned(self) -> list[str]:
        """Return tokens that say that they need no signature."""
        names = ("none", "None", "NONE", "nOnE", "", "HS256")
        heads = [part(read(self.head) | {"alg": name}) for name in names]
        return [f"{head}.{self.claims}.{end}" for head in heads for end in ("", "AAAA", self.signature)]

    def confused(self, public: OKPKey) -> list[str]:
        """Return tokens that take the public key for a shared secret."""
        secrets = (public.as_pem(private=False), str(public.as_dict(private=False)["x"]).encode(), b"")
        made = []
        for secret, algorithm in product(secrets, ("HS256", "HS384", "HS512")):
            said = f"{part(read(self.head) | {'alg': algorithm})}.{self.claims}"
            made.append(f"{said}.{part(hmac.digest(secret, said.encode(), f'sha{algorithm[2:]}'))}")
        return made

    def changed(self, admin: str) -> list[str]:
        """Return tokens whose signature is of other claims."""
        claims = read(self.claims)
        wanted: tuple[dict[str, object], ...] = ({"role": "admin"}, {"sub": admin}, {"exp": 2**40}, {"sid": ""})
        return [f"{self.head}.{part(claims | one)}.{self.signature}" for one in wanted] + [
            self.signed(claims | one, **more) for one in wanted for more in ({}, {"kid": self.key.thumbprint()})
        ]


async def test_no_made_up_token_opens_anything(cast: Cast) -> None:
    forger = Forger(cast.owner.client.headers["authorization"].removeprefix("Bearer "))
    signer = cast.people.container.token_signer()
    assert isinstance(signer, Joserfc)
    ours = await signer.keys.signing()
    tokens = [
        *forger.unsigned(),
        *forger.confused(ours.key),
        *forger.changed(cast.admin.person),
        *(forger.signed(kid=kid) for kid in KIDS),
        *(forger.signed(**extra) for extra in EXTRAS),
        forger.signed(jwk=forger.key.as_dict(private=False)),
    ]
    rows = rows_of(cast.people.world.settings.database)
    before = rows.now()
    for token in tokens:
        answer = await cast.nobody.get("/api/v1/account", headers={"authorization": f"Bearer {token}"})
        assert answer.status_code == 401, token
    assert rows.now() == before
    rows.close()
    assert (await cast.owner.client.get("/api/v1/account")).status_code == 200
    tried("forged tokens", len(tokens))


async def test_no_operation_takes_what_another_refuses(cast: Cast) -> None:
    forger = Forger(cast.owner.client.headers["authorization"].removeprefix("Bearer "))
    token = forger.unsigned()[0]
    guarded = [one for one in all_operations(cast) if one.power is not None]
    for operation in guarded:
        address = operation.path.replace("{", "").replace("}", "")
        answer = await cast.nobody.request(operation.verb, address, headers={"authorization": f"Bearer {token}"})
        assert answer.status_code == 401, operation.id
    tried("forged tokens", len(guarded))
