"""An OpenCGA server in one process, for tests, examples and offline work.

>>> from opencga_frames.sandbox import Sandbox
>>> sandbox = Sandbox(samples=10)
>>> sandbox.study
'demo@rare:germline'
"""

from opencga_frames.sandbox.banner import banner
from opencga_frames.sandbox.box import Sandbox
from opencga_frames.sandbox.doors.http import serve

__all__ = ["Sandbox", "banner", "serve"]
