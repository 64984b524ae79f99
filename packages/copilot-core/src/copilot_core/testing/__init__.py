"""For plug-in authors: contract suites (one a port), fakes and makers."""
