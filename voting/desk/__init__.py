"""The desk of lost letters: what it prints."""
