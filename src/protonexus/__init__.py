"""Typed Nexus handlers and clients for Temporal, generated from .proto contracts."""

__version__ = "0.1.0"
