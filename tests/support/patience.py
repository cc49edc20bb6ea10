"""How long a browser is waited for. Apart from the browser itself, which is slow to import."""

PATIENCE_S = 60
"""Two browsers with their servers share two processors, at times with half a dozen databases."""
