"""Whether two sightings are the same job."""

from copilot_core.rules.same_job.clustering import cluster, spanning
from copilot_core.rules.same_job.compare import compare
from copilot_core.rules.same_job.finding import links_among
from copilot_core.rules.same_job.sign import sign
from copilot_core.rules.same_job.signature import Link, Signature

__all__ = ["Link", "Signature", "cluster", "compare", "links_among", "sign", "spanning"]
