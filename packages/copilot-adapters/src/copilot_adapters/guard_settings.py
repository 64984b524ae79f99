"""Settings of what stands before the application: who may ask how often, from where, and what is told of it."""

from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network
from typing import Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator

Network = IPv4Network | IPv6Network
MOST = 1_000_000


class Http(BaseModel):
    """Who stands between people and the application."""

    model_config = ConfigDict(extra="forbid")

    trusted_proxies: tuple[Network, ...] = Field(
        default=(), description="networks whose X-Forwarded-For and X-Forwarded-Proto are believed; empty: nobody's"
    )
    origins: tuple[str, ...] = Field(
        default=(), description="other sites whose pages may use the API with a person's log-in; empty: none"
    )

    @field_validator("origins")
    @classmethod
    def _are_origins(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        for origin in given:
            parts = urlsplit(origin)
            exact = f"{parts.scheme}://{parts.netloc}" == origin
            if (
                parts.scheme not in {"http", "https"}
                or not parts.hostname
                or not exact
                or "*" in origin
                or "@" in origin
            ):
                raise ValueError(f"write each as https://name:port without a path, and none with *: not {origin}")
        return given


class Limits(BaseModel):
    """How often somebody may ask, in a minute; 0: without end."""

    model_config = ConfigDict(extra="forbid")

    enabled: bool = Field(default=True, description="whether requests are counted at all")
    reads: int = Field(default=1_200, ge=0, le=MOST, description="requests that read, a person a minute")
    writes: int = Field(default=300, ge=0, le=MOST, description="requests that change something, a person a minute")
    expensive: int = Field(
        default=120, ge=0, le=MOST, description="requests that cost much (matches, collecting, uploads), likewise"
    )
    log_in: int = Field(default=10, ge=0, le=MOST, description="attempts to log in, an address a minute")
    address: int = Field(
        default=3_000, ge=0, le=MOST, description="requests of any kind, an address (IPv6: a /64) a minute"
    )


class LogFormat(StrEnum):
    """How lines look."""

    JSON = "json"
    CONSOLE = "console"


class Log(BaseModel):
    """What is told of what happens, on stderr."""

    model_config = ConfigDict(extra="forbid")

    format: LogFormat = Field(default=LogFormat.CONSOLE, description="json for programs, console for people")
    level: Literal["debug", "info", "warning", "error"] = Field(default="info", description="from which level on")


class Metrics(BaseModel):
    """Who may read figures of the web application, for Prometheus; by default nobody."""

    model_config = ConfigDict(extra="forbid")

    token: SecretStr = Field(default=SecretStr(""), description="bearer that opens /metrics; empty: there is none")
    port: int = Field(default=0, ge=0, le=65535, description="a port of their own; 0: none")
    host: str = Field(default="127.0.0.1", description="address of that port")
