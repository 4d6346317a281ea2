"""The interoperation matrix: see README.md."""
