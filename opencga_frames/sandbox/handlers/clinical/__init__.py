"""What only clinical analyses, their interpretations and panels answer."""
