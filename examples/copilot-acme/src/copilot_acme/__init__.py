"""The careers page of Acme, as a job board."""
