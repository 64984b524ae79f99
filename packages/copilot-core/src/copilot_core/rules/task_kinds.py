"""What can be done in the background, and how patiently."""

from collections.abc import Mapping

from copilot_core.entities.task import Kind, Queue

NO_OP = "no_op"

KINDS: Mapping[str, Kind] = {
    "collect": Kind(queue=Queue.COLLECT, most_attempts=4, time_limit=1800, priority=40),
    "run_search": Kind(queue=Queue.MATCH, most_attempts=5, time_limit=1800, priority=40),
    "match_new_jobs": Kind(queue=Queue.MATCH, most_attempts=5, time_limit=1800, priority=50),
    "check_closing": Kind(queue=Queue.COLLECT, most_attempts=4, time_limit=900, priority=60),
    "remind": Kind(queue=Queue.NOTIFY, most_attempts=5, time_limit=300, priority=20),
    "read_for_meaning": Kind(queue=Queue.EMBED, most_attempts=8, time_limit=3600, priority=60),
    "rebuild_index": Kind(queue=Queue.EMBED, most_attempts=4, time_limit=3600, priority=50),
    "read_again": Kind(queue=Queue.MAINTAIN, most_attempts=3, time_limit=14_400, priority=80),
    "review_sources": Kind(queue=Queue.MAINTAIN, most_attempts=3, time_limit=300, priority=70),
    "clean_up": Kind(queue=Queue.MAINTAIN, most_attempts=3, time_limit=900, priority=90),
    "back_up": Kind(queue=Queue.MAINTAIN, most_attempts=3, time_limit=3600, priority=80),
    NO_OP: Kind(queue=Queue.MAINTAIN, most_attempts=5, time_limit=60, priority=50),
}
"""By name. `no_op` does nothing: it measures, and shows that workers work."""

PERSONAL = frozenset({"collect", "run_search", NO_OP})
"""What everybody may ask for; the rest concerns all, and is for those who look after the installation."""
