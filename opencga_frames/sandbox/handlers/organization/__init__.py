"""What organizations, projects, studies and users answer: who is who, and who may do what."""
