"""The drawings of the pages: values in, SVG out, with the same figures as a table and in words.

Pure functions. They know no clock, no ledger, no request and no settings. Colours come from the
style sheet by class, so that a picture follows light, dark, print and forced colours; shape and
hatching say the same again, so that colour alone never carries a meaning.
"""
