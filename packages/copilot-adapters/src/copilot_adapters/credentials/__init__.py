"""What lets people in, looked up for every request."""
