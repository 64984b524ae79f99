"""Where postings can be looked at again."""
