"""Who somebody is, and what lets them in: the verbs."""
