"""Prints contracts as Go, for messages of google.golang.org/protobuf."""
