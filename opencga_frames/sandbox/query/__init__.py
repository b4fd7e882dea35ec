"""How the server reads its query parameters: filters, projections, orders, facets."""
