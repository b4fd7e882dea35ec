"""Tools that run by the clock: jobs are submitted, wait, run and end without a thread."""
