"""What keeps passwords safe."""
