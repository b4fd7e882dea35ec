"""The HTTP line: calls as they come in, tokens, refusals, and the envelopes and pages that go out."""
