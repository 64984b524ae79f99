"""The sample: invented postings and an invented person, for trying everything without a network."""
