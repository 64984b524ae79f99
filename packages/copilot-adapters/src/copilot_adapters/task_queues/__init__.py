"""Ways from those who ask for work to those who do it."""
