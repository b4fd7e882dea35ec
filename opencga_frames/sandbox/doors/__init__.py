"""The two ways into the sandbox: a session of ``requests``, and a port."""
