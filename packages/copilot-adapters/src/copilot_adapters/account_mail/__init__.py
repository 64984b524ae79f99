"""What sends letters about accounts."""
