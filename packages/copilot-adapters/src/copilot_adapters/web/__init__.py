"""The way to other people's servers: the polite client, and the guard in front of it."""
