"""Adapters: everything of the outside world that the core needs."""
