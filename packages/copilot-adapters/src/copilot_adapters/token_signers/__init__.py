"""What signs proofs of who somebody is."""
