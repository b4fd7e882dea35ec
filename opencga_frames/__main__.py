"""``python -m opencga_frames`` is the shell command."""

from opencga_frames.cli import main

main()
