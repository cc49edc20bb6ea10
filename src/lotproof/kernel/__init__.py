"""The ideas everything stands on: words, commands, unit of work, refusals. No domain words."""
