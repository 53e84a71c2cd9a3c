"""How often the published values are right: datasets against gold, value by value."""
