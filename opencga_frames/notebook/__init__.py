"""What notebooks complete inside the strings of a call: studies, cohorts, values, tables and columns."""

from opencga_frames.notebook.extension import complete_names, load_ipython_extension, unload_ipython_extension

__all__ = ["complete_names", "load_ipython_extension", "unload_ipython_extension"]
