"""What a posting asks for: sections, then one kind of requirement a file."""
