"""Hostile payloads against every peer: `python -m interop.hazards`."""
