"""Going for jobs: what was sent, what came of it, what is next."""
