"""Documents of entries on their way in: blank ones filled, annotations checked, links between them followed."""
