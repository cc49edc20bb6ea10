"""What follows from the registry: routes, OpenAPI, dictionary, import templates, permissions."""
