"""The HTTP door: commands, lists, stories, the ledger as static-like resources."""
