"""The ledger: entry bytes, Merkle tree, tiles, signed checkpoints, proofs.

Pure functions on bytes; knows no business words and no database.
"""
