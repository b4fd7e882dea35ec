"""What notebooks show of answers and clients, as HTML."""

from opencga_frames.display.answer import answer_card
from opencga_frames.display.client import client_card

__all__ = ["answer_card", "client_card"]
