"""Labelled postings to measure merging with."""
