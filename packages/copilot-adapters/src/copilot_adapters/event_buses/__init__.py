"""Ways to wake those who wait for events."""
