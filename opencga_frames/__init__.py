"""OpenCGA in pandas."""
