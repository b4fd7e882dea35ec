"""Data of one's own in the sandbox: folders of JSON lines."""
