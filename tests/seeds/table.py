"""All seeds."""

import seeds.accounts
import seeds.applications
import seeds.jobs
import seeds.platform
import seeds.resumes
import seeds.searches
import seeds.tasks
from seeds.asking import BEYOND, SEEDS, Asked, Owner, Seed

__all__ = ["BEYOND", "SEEDS", "Asked", "Owner", "Seed", "seeds"]
