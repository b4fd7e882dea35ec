"""What a server says about itself, and what the catalogue can learn from it: pure functions, nothing is sent here."""

from opencga_frames.rest.learning.additions import Addition
from opencga_frames.rest.learning.description import Category, read_categories
from opencga_frames.rest.learning.merge import Merged, merge

__all__ = ["Addition", "Category", "Merged", "merge", "read_categories"]
