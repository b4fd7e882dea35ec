"""What only one kind of entry does: one file per kind, beside its line of data in ``facts/entities.yml``."""
