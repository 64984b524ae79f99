"""Skills and occupations of public lists."""
