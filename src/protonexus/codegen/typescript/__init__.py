"""Prints contracts as TypeScript, for messages of @bufbuild/protobuf."""
