"""Speed, measured by one command; figures are ratios within one run."""
