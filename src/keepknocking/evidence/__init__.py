"""What is known: cited figures and their sources, and the rates a forecast starts from.

This room holds data and readers of data. It computes no forecast and needs nothing but the
standard library.
"""
