"""Files in and out: bytes become text and values with problems, and go back without loss."""
