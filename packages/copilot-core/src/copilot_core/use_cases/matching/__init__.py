"""Which jobs fit, and why."""
