"""Methods of the resources, made from the catalogue: signatures, docstrings and stubs."""
