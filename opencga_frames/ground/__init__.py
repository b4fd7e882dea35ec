"""What everything else stands on: limits, secrets, paths, warnings, and how names are listed and shown."""
