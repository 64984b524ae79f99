"""Settings of where the application listens, and under which names it answers."""

import re

from pydantic import BaseModel, ConfigDict, Field, field_validator

NAME = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\]", re.IGNORECASE)

ADDRESS = re.compile(rf"https?://(?:{NAME.pattern})(?::[0-9]{{1,5}})?(?:/[\w.~/-]*)?", re.IGNORECASE)
EVERYWHERE = frozenset({"0.0.0.0", "::", ""})  # noqa: S104 - what is not an address to go to


class Web(BaseModel):
    """Where the application listens."""

    model_config = ConfigDict(extra="forbid")

    host: str = Field(default="127.0.0.1", description="address to listen on")
    port: int = Field(default=8000, ge=0, le=65535, description="port to listen on; 0: any that is free")
    hosts: tuple[str, ...] = Field(
        default=(), description="names under which it answers besides those of this machine; others are refused"
    )
    url: str = Field(
        default="", description="address people reach it at, for links in letters; empty: this machine and the port"
    )
    grace: float = Field(
        default=10.0, ge=0, le=3_600, description="seconds that requests get to end when it is stopped"
    )

    @property
    def address(self) -> str:
        """Address people reach it at, without a slash at its end."""
        host = "localhost" if self.host in EVERYWHERE else f"[{self.host}]" if ":" in self.host else self.host
        return self.url or f"http://{host}:{self.port}"

    @field_validator("url")
    @classmethod
    def _is_an_address(cls, given: str) -> str:
        if given and not ADDRESS.fullmatch(given):
            raise ValueError(f"write it as https://name or https://name:port/path: not {given}")
        return given.rstrip("/")

    @field_validator("hosts")
    @classmethod
    def _are_names(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        for name in given:
            if not NAME.fullmatch(name):
                raise ValueError(f"write each as a name without scheme, port and path: not {name}")
        return tuple(name.lower() for name in given)
