"""Measures the checks: changes one number of an article whose figures agree, and counts how many
of the changes that arithmetic can reveal are flagged; and the flags on untouched articles.

    python scripts/mutate.py [--seed N] [--made N] [--real FILE.jsonl] [--misses N] [--json]
    python scripts/mutate.py --archive [--seed N]

Gold articles of corpora/gold/train and dev whose gold calls nothing false, and ``--made`` articles
of the made-up archive.  Whether a change can be noticed is decided from the gold relations by
exact arithmetic (scripts/mutation/agree.py), not by what textmine sees.  ``--misses`` prints
changes that were not flagged.  ``--archive`` counts instead, by rule, which contradictions planted
in the made-up archive ``textmine check`` finds.  docs/mutation.md says how to read the figures.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from mutation.measure import (
    Count,
    Slip,
    Story,
    Untouched,
    count,
    rates,
    read_lines,
    read_stories,
    untouched,
)
from synthetic.archive import build

from textmine.model import Document
from textmine.pipeline import Kit, build_kit

ROOT = Path(__file__).resolve().parent.parent
REAL = ROOT.parent / "shared" / "data" / "unc-300.jsonl"
KINDS = ("digit", "one", "ten", "point", "pair")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--made", type=int, default=120, help="made-up articles to change")
    parser.add_argument("--gold", type=Path, default=ROOT / "corpora" / "gold")
    parser.add_argument("--real", type=Path, default=REAL, help="articles only to count flags on")
    parser.add_argument("--misses", type=int, default=0, help="print so many misses")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--archive", action="store_true", help="planted contradictions instead")
    given = parser.parse_args()
    kit = build_kit()
    if given.archive:
        across(given.seed, kit, as_table=not given.json)
        return
    gold = [s for name in ("train", "dev") for s in read_stories(given.gold / name)]
    made = made_stories(given.seed, given.made)
    counts = {"gold": count(gold, kit, given.seed), "made": count(made, kit, given.seed)}
    still = {
        "gold": untouched((story.document() for story in gold), kit),
        "made": untouched(made_documents(given.seed), kit),
    }
    if given.real.is_file():
        still["real"] = untouched(read_lines(given.real), kit)
    if given.json:
        print(json.dumps(as_json(counts, still), ensure_ascii=False, indent=1))
    else:
        tell(counts, still)
    for part in counts.values():
        for slip in part.misses[: given.misses]:
            print(told(slip))


def across(seed: int, kit: Kit, *, as_table: bool) -> None:
    """The made-up archive with its contradictions, and the same archive without any."""
    from mutation import planted

    found = planted.find(build(seed), kit)
    clean = planted.find(build(seed, each=0), kit)
    if not as_table:
        print(json.dumps(planted.as_json(found, clean), ensure_ascii=False, indent=1))
        return
    print(f"{found.articles} articles, {found.planted.total()} contradictions planted")
    print(f"  {'planted':<20}{'found by its rule':>20}{'by any rule':>14}")
    for kind, number in sorted(found.planted.items()):
        own, some = f"{found.by_rule[kind]}/{number}", f"{found.by_any[kind]}/{number}"
        print(f"  {kind:<20}{own:>20}{some:>14}")
    of = found.planted.total()
    print(f"  {'all':<20}{f'{found.by_rule.total()}/{of}':>20}{f'{found.by_any.total()}/{of}':>14}")
    print(f"violations that no planted figure explains: {len(found.stray)}")
    print(f"violations in the archive without contradictions: {clean.violated}")
    for line in (*found.missed, *found.stray, *clean.stray):
        print(f"- {line}")


def made_stories(seed: int, most: int) -> list[Story]:
    """Made-up articles with something to recompute, evenly from all of them."""
    pages = [page for page in build(seed, each=0).pages if page.relations]
    step = max(1, len(pages) // most) if most else len(pages) + 1
    return [Story(page.id, page.row()["text"], page.gold()) for page in pages[::step][:most]]


def made_documents(seed: int) -> list[Document]:
    rows = [page.row() for page in build(seed, each=0).pages]
    return [Document(**row) for row in rows]


def tell(counts: dict[str, Count], still: dict[str, Untouched]) -> None:
    for name, part in counts.items():
        print(f"\n{name}: {part.changes} changes, {part.revealing.total()} can be revealed")
        print(table(part))
    total = rates(list(counts.values()))
    share = 100 * total["flagged"] / max(1, total["revealing"])
    sure = 100 * total["violated"] / max(1, total["revealing"])
    print(f"\nflagged: {total['flagged']} of {total['revealing']} ({share:.1f}%),", end=" ")
    print(f"called violated: {total['violated']} ({sure:.1f}%)")
    print("\nuntouched articles")
    for name, quiet in still.items():
        print(f"  {name}: {quiet.articles} articles, {len(quiet.violated)} violated, ", end="")
        print(f"{len(quiet.warned)} warned; {dict(Counter(f.rule for _, f in quiet.violated))}")


def table(part: Count) -> str:
    """Flagged of revealing by rule (rows) and kind of change (columns)."""
    rules = sorted({rule for rule, _ in part.revealing})
    lines = ["  " + "".join(f"{head:>18}" for head in ("rule", *KINDS, "all", "violated"))]
    for rule in [*rules, "all"]:
        cells = []
        for kind in (*KINDS, "all"):
            keys = [
                key for key in part.revealing if rule in (key[0], "all") and kind in (key[1], "all")
            ]
            of = sum(part.revealing[key] for key in keys)
            got = sum(part.warned[key] for key in keys)
            cells.append(f"{got}/{of} {100 * got / of:.0f}%" if of else "-")
        sure = sum(n for key, n in part.violated.items() if rule in (key[0], "all"))
        lines.append("  " + "".join(f"{cell:>18}" for cell in (rule, *cells, str(sure))))
    return "\n".join(lines)


def told(slip: Slip) -> str:
    at = slip.number.start
    before = slip.text[max(0, at - 160) : at].replace("\n", " / ")
    after = slip.text[at + len(slip.digits) : at + 120].replace("\n", " / ")
    return (
        f"- {slip.story.name} {slip.rule} {slip.kind}: {slip.number.digits} -> {slip.digits}\n"
        f"  {before}[[{slip.digits}]]{after}"
    )


def as_json(counts: dict[str, Count], still: dict[str, Untouched]) -> dict[str, Any]:
    by_rule: dict[str, dict[str, list[int]]] = {}
    for name, part in counts.items():
        cells = by_rule.setdefault(name, {})
        for (rule, kind), of in sorted(part.revealing.items()):
            cells[f"{rule}/{kind}"] = [part.warned[rule, kind], of]
    return {
        **rates(list(counts.values())),
        "by_rule": by_rule,
        "untouched": {
            name: [quiet.articles, len(quiet.violated), len(quiet.warned)]
            for name, quiet in still.items()
        },
    }


if __name__ == "__main__":
    main()
