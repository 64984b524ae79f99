"""Settings of where the application listens, and under which names it answers."""

import re

from pydantic import BaseModel, ConfigDict, Field, field_validator

NAME = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\]", re.IGNORECASE)


class Web(BaseModel):
    """Where the application listens."""

    model_config = ConfigDict(extra="forbid")

    host: str = Field(default="127.0.0.1", description="address to listen on")
    port: int = Field(default=8000, ge=0, le=65535, description="port to listen on; 0: any that is free")
    hosts: tuple[str, ...] = Field(
        default=(), description="names under which it answers besides those of this machine; others are refused"
    )
    grace: float = Field(
        default=10.0, ge=0, le=3_600, description="seconds that requests get to end when it is stopped"
    )

    @field_validator("hosts")
    @classmethod
    def _are_names(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        for name in given:
            if not NAME.fullmatch(name):
                raise ValueError(f"write each as a name without scheme, port and path: not {name}")
        return tuple(name.lower() for name in given)
