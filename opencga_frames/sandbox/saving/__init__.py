"""A sandbox in a folder: everything it holds, written in one step and read back."""
