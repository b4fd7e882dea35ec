"""What goes over the wire: messages, envelopes, rows and multipart forms."""
