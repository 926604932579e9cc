"""What one can do: each deed loads a story, calls the pure rooms, and saves. The only writers."""
