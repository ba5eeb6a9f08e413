"""Bytes from elsewhere in, a draft with its doubts out; nothing here writes a file or guesses in silence."""
