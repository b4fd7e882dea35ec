"""What each web service answers; every handler takes the context and the call."""
