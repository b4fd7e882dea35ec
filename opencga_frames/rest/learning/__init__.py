"""What a server says about itself, and what a client learns from it.

``description`` reads it, ``merge`` puts it together with the catalogue; both are pure functions. A ``Learner`` asks.
"""

from opencga_frames.rest.learning.additions import Addition
from opencga_frames.rest.learning.description import Category, read_categories
from opencga_frames.rest.learning.learner import Learner
from opencga_frames.rest.learning.merge import Merged, Taken, merge
from opencga_frames.rest.learning.store import DescriptionStore

__all__ = ["Addition", "Category", "DescriptionStore", "Learner", "Merged", "Taken", "merge", "read_categories"]
