"""What is kept of a secret."""

from hashlib import sha256


def fingerprint_of(secret: str) -> str:
    """Return enough to know a random secret again, too little to use it."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
