"""What an installation does for itself: work that lasts, and events."""
