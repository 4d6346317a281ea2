"""The evolution peer."""
