"""Run the command as ``python -m bicorpus``."""

import sys

from corpus.cli import main

if __name__ == "__main__":
    sys.exit(main())
