"""Peer `python`: our stubs and handler bases."""
