"""Document readers: one family of formats, one file, one class."""
