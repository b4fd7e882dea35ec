"""An OpenCGA server in one process, for tests, examples and offline work.

>>> from opencga_frames.sandbox import Sandbox
>>> sandbox = Sandbox(samples=10)
>>> sandbox.study
'demo@rare:germline'
"""

from opencga_frames.sandbox.banner import banner
from opencga_frames.sandbox.doors.http import ServedSandbox, serve
from opencga_frames.sandbox.replay.replay import Replay
from opencga_frames.sandbox.sandbox import Sandbox

__all__ = ["Replay", "Sandbox", "ServedSandbox", "banner", "serve"]
