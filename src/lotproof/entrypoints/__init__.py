"""Where the parts are joined and offered: composition, API, command line."""
