"""The state of the installation."""
