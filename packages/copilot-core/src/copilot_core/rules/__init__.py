"""The decisions: pure functions of entities and tokens."""
