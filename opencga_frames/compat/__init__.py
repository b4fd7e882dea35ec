"""Entry points for code that was written for another client of OpenCGA.

=========================================== ==========================================================
``opencga_frames.compat.pyopencga``         code for pyopencga 5.0: change the import and keep the rest
``opencga_frames.compat.v1``                code for the client of OpenCGA 1.4, against today's servers
=========================================== ==========================================================

The clients of both are clients of this package, too: ``frame``, ``tables`` and the rest work on them, so a
script can be moved over line by line. The ordinary client knows the old names, too, and takes old arguments, with a
warning at each such call; what differs here are the answers, the errors and the settings, which are those of the other
client.
"""
