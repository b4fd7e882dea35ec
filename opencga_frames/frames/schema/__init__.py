"""What entities, tables, columns and kinds are, and the registry that reads them from ``frames/tables``."""
