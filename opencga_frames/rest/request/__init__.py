"""From checked arguments to a request: path, query and body, for the server's version."""
