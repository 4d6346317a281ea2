"""Python modules of `protonexus/v1/*.proto`, imported by every `_pb2` whose contract uses them."""
