"""Prints contracts as Python, for messages of google.protobuf."""
