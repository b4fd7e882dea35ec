"""Recordings of a server's answers, to be replayed without it: see :meth:`opencga_frames.OpenCGAClient.record`."""
