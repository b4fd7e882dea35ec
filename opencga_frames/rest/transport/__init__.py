"""Sending a request: session, sign-in, retries, and the errors of network and server."""
