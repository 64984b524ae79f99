"""Settings of live connections."""

from pydantic import BaseModel, ConfigDict, Field


class Live(BaseModel):
    """How long live connections wait, and how many there may be."""

    model_config = ConfigDict(extra="forbid")

    sockets: int = Field(default=32, ge=1, le=10_000, description="connections a person may have to one process")
    first: float = Field(default=10.0, gt=0, le=600, description="seconds in which a client says what it wants to hear")
    ping: float = Field(default=20.0, gt=0, le=600, description="seconds between two signs of life to a client")
    silence: float = Field(default=60.0, gt=0, le=3_600, description="seconds after which a silent client is cut off")
    slowest: float = Field(default=10.0, gt=0, le=600, description="seconds a client may take for one message")
    heal: float = Field(default=2.0, gt=0, le=600, description="seconds between two looks for what nobody was told")
    check: float = Field(
        default=600.0, gt=0, le=86_400, description="seconds between two looks whether a client's log-in still holds"
    )
