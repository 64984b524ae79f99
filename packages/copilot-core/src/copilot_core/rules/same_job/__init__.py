"""Whether two sightings are the same job."""

from copilot_core.rules.same_job.signature import Link, Signature

__all__ = ["Link", "Signature"]
