"""Ways to count how often somebody asks."""
