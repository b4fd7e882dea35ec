"""The thin layer over the web services: requests, walks and answers; it knows no table."""
