"""Who we are to the server: secrets, tokens, and the places they come from."""
