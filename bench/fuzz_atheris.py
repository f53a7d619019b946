"""Fuzz a target with coverage as the guide: ``python -m bench.fuzz_atheris files --seconds 600``.

The targets and the corpus are those of the tests (``tests/fuzz``); what breaks a promise or takes longer than ten
seconds is written to ``--found``. Needs atheris (``pip install atheris``), which is no dependency of the project.
"""

import argparse
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SLOWEST = 10
"""Seconds from which on an input hangs: those of the corpus take hundredths."""
LONGEST = 20_000
"""Bytes of an input; a pattern that is quadratic shows at that length."""
MEMORY = 2048
"""Megabytes."""


def main() -> int:
    """Fuzz until the time is over or something breaks."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("target")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--found", type=Path, default=Path(tempfile.gettempdir()) / "bicorpus-fuzz")
    options = parser.parse_args()
    try:
        import atheris
    except ImportError:
        print("skipped: atheris is not installed; get it with: pip install atheris")
        return 0
    sys.path.insert(0, str(ROOT))
    with atheris.instrument_imports(include=["ingest"]):
        from tests.fuzz.targets import CORPUS, TARGETS
    if options.target not in TARGETS:
        parser.error(f"no target {options.target}; known are {', '.join(TARGETS)}")
    options.found.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as grown:
        limits = [f"-max_total_time={options.seconds}", f"-timeout={SLOWEST}", f"-max_len={LONGEST}"]
        places = [f"-artifact_prefix={options.found}/{options.target}-", grown, str(CORPUS / options.target)]
        atheris.Setup([sys.argv[0], *limits, f"-rss_limit_mb={MEMORY}", *places], TARGETS[options.target])
        atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
