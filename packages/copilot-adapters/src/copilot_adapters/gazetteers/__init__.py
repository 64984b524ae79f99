"""Lists of cities."""
