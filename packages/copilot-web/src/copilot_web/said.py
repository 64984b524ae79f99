"""Words and figures as requests may hold them, with their bounds."""

from typing import Annotated

from litestar.params import QueryParameter
from msgspec import Meta

NO_NUL = "^[^\x00]*$"
Word = Annotated[str, Meta(max_length=200, pattern=NO_NUL)]
Line = Annotated[str, Meta(max_length=2_000, pattern=NO_NUL)]
Text = Annotated[str, Meta(max_length=100_000, pattern=NO_NUL)]

AskedWord = Annotated[str, QueryParameter(max_length=200)]
AskedText = Annotated[str, QueryParameter(max_length=1_000)]
AskedLimit = Annotated[int, QueryParameter(ge=1, le=200, description="how many at most")]
