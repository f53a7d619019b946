"""What two texts are compared by: numbers with sign and unit, dates, names, denials, directions, lengths.

``align.check`` puts the parts together; nothing here is meant to be imported by others.
"""
