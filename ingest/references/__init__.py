"""Lists of references as databases and reference managers export them, one format a file."""
