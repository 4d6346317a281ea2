"""Peer `python-stock`: temporalio alone, with its own protobuf payload converters."""
