"""The nouns: frozen, and able to act."""
