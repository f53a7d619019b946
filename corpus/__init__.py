"""A bilingual corpus in one file: built from a folder, looked at, exported; and the command line over it all."""
