"""What a sandbox holds: organizations, projects, studies and their entries."""
