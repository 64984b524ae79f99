"""What puts many files into one."""
