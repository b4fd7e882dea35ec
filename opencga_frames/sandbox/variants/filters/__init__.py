"""Which variants a query asks for, one file per family of filters."""
