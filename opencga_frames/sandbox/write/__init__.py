"""Changes: new entries, new versions, deletions, and what each does to the entries it is linked with."""
