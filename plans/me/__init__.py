"""What somebody keeps about themselves, so that they count once."""
