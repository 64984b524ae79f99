"""Speed of work in the background, measured by one command beside the libraries alone."""
