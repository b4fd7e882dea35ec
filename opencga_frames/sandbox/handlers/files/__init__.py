"""What only files and folders answer: their content, their tree, uploads."""
