"""Finding jobs and keeping them."""
