"""Career Copilot's core: entities, rules, ports and use cases, free of any vendor."""
