"""The boards: one board, one file, one class."""
