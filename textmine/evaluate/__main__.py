"""``python -m textmine.evaluate GOLD_DIR [--errors] [--json | --compare FILE]``.

Instead of scores: ``--check`` the gold, or hold the scores against ``--floors FILE``, which takes
``--compare FILE`` too.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from textmine.evaluate import check_set, evaluate, read_gold_set
from textmine.evaluate.baseline import Baseline, moved, read_baseline, told
from textmine.evaluate.gate import below, read_floors
from textmine.model.errors import TextmineError
from textmine.pipeline import build_kit


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0 well, 1 problems in the gold or scores under a floor, 2 cannot be read."""
    options = _parser().parse_args(arguments)
    try:
        if options.check:
            return _check(options.directory)
        baseline = read_baseline(options.compare) if options.compare else None
        if options.floors:
            return _gate(options.directory, options.floors, baseline)
        report = evaluate(options.directory, build_kit(options.pack, model=options.model))
        if options.json:
            print(report.json())
        else:
            print(told(report, baseline, errors=options.errors))
    except TextmineError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="textmine.evaluate", description=evaluate.__doc__)
    parser.add_argument("directory", type=Path, help="directory with NAME.txt, NAME.gold.json")
    parser.add_argument("--errors", action="store_true", help="list every miss with its sentence")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print one JSON object")
    form.add_argument(
        "--compare", type=Path, metavar="FILE", help="tell what changed since FILE, of --json"
    )
    parser.add_argument("--check", action="store_true", help="only check the gold files")
    parser.add_argument("--floors", type=Path, help="fail when a score is below its floor")
    parser.add_argument(
        "--no-model", dest="model", action="store_false", help="the rules alone"
    )
    parser.add_argument("--pack", type=Path, action="append", default=[], help="one more pack")
    return parser


def _check(directory: Path) -> int:
    read = read_gold_set(directory)
    if read.skipped:
        print(read.note(), file=sys.stderr)
    problems = check_set(read, frozenset(build_kit().indicators))
    for problem in problems:
        print(problem)
    return 1 if problems else 0


def _gate(directory: Path, floors: Path, baseline: Baseline | None) -> int:
    kit = build_kit()
    failed = []
    for name, wanted in read_floors(floors).items():
        report = evaluate(directory / name, kit)
        scores = " ".join(f"{key}={tally.f1:.3f}" for key, tally in report.tallies().items())
        print(f"{report.directory}: {scores}")
        if baseline:
            print("\n".join(moved(report.score.outcomes, baseline)))
        failed.extend(below(report, wanted))
    for line in failed:
        print(line, file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
