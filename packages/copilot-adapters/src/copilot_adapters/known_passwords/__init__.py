"""Passwords that attackers try first."""
