"""Invented studies of any size: every document is made from its position and a seed when it is asked for."""
