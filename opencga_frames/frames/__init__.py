"""From answers to typed tables; it knows no HTTP."""
