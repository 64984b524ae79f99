"""Where the nearest vectors are found."""
