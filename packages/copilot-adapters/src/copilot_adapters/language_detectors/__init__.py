"""Ways of telling languages apart."""
