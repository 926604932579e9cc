"""The arithmetic of waiting: delays, silence, first passage, new doors. Arrays in, arrays out."""
