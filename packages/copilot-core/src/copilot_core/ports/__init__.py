"""The needs: what the core asks of the outside world, one contract a file."""
