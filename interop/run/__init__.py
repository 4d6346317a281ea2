"""The runner of the matrix: `python -m interop.run`."""
