"""How well a job fits a person: requirement by requirement, blockers apart."""

from copilot_core.rules.fit.person import Profile, profile_of
from copilot_core.rules.fit.verdict import fit

__all__ = ["Profile", "fit", "profile_of"]
