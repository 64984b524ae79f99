"""The verbs: one use case a file, in folders by what the user is doing. This listing is the feature list."""
