"""What each web service answers; every handler takes the server and the call."""
