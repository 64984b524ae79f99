"""Whether work is done away from the employer's place."""

from copilot_core.entities.place import Remote
from copilot_core.entities.posting import Posting


def read_remote(posting: Posting) -> Remote:
    """Tell the mode: the board's flags first, then the title and the place lines."""
    if posting.hybrid:
        return Remote.HYBRID
    said = " ".join([posting.title, *posting.places]).lower()
    if "hybrid" in said:
        return Remote.HYBRID
    if posting.remote or "remote" in said:
        return Remote.YES
    return Remote.UNKNOWN if posting.remote is None else Remote.NO
