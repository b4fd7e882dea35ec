"""What notebooks show: pure functions from values to HTML."""

from opencga_frames.display.cards import answer_card

__all__ = ["answer_card"]
