"""Peers: other open-source ERP systems, run through the same work on the same machine."""
