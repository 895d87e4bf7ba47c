"""Builds the dated gazetteer in textmine/packs/data/base/gazetteer.

Facts (names, official codes, parents, coordinates, successors) come from two packages:
``vietnamadminunits`` (MIT), which carries the units of both generations, and the ``address``
module of ``underthesea`` (Apache-2.0), whose old-to-new mapping is compared with the former.
``history.tsv`` beside the output (province and district changes of 2008 to 2025) is kept by hand.

    python scripts/build_gazetteer.py            # writes the tables, reports disagreements
    python scripts/build_gazetteer.py --check    # writes nothing; exit code 1 when they differ
"""

from __future__ import annotations

import argparse
import json
import re
import sqlite3
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from importlib import metadata, resources
from pathlib import Path

OUTPUT = Path(__file__).parent.parent / "textmine/packs/data/base/gazetteer"
REFORM = "2025-07-01"
KINDS = {
    "tỉnh": "province",
    "thành phố": "city",  # "municipality" when it stands directly under the state
    "thị xã": "town",
    "quận": "urban_district",
    "huyện": "district",
    "xã": "commune",
    "phường": "ward",
    "thị trấn": "township",
    "đặc khu": "special_zone",
}
# Units that came into being before the reform; until then those that history.tsv names stood in
# their place (Resolutions 132/NQ-CP 2013; 864, 897, 1111 of 2020; 175/2024/QH15 and others 2024).
BORN = {
    "46": "2025-01-01",  # municipality of Huế, earlier tỉnh Thừa Thiên Huế
    "474": "2025-01-01",  # quận Thuận Hóa
    "475": "2025-01-01",  # quận Phú Xuân
    "769": "2021-01-01",  # thành phố Thủ Đức
    "021": "2013-12-27",  # quận Bắc Từ Liêm
    "019": "2013-12-27",  # quận Nam Từ Liêm
    "049": "2020-03-01",  # huyện Quảng Hòa
    "374": "2025-01-01",  # thành phố Hoa Lư
    "753": "2025-01-01",  # huyện Long Đất
}
# Spellings in print, folded: (pattern, what also stands in its place).
SPELLINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("'", ("’", "‘", "")),
    (" - ", ("-", " – ", " ")),
    (r"\b(đ)[ăắ][kc]\b", ("đắk", "đăk", "đắc", "đak")),
    (r"\bl[ắă][kc]\b", ("lắk", "lăk", "lắc")),
    (r"\bp[ắă][kc]\b", ("pắk", "păk", "pắc")),
    (r"\bpăh\b", ("pah",)),
    (r"\bkạn\b", ("cạn",)),
    (r"\bkon tum\b", ("kontum",)),
    (r"\bpleiku\b", ("plei ku", "plây ku")),
    (r"^mù căng chải$", ("mù cang chải",)),
    (r"^đa krông$", ("đakrông",)),
    (r"\bbuôn ma thuột\b", ("buôn mê thuột",)),
    (r"\bquy\b", ("qui",)),
    (r"\bquý\b", ("quí",)),
    (r"\bmỹ\b", ("mĩ",)),
    (r"\blý\b", ("lí",)),
    (r"\bkỳ\b", ("kì",)),
)
_KIND = re.compile(rf"^({'|'.join(KINDS)})\s+", re.IGNORECASE)
_OLD_TONE = re.compile(r"(?<![qQ])([oOuU])([àáảãạèéẻẽẹỳýỷỹỵ])(?!\w)")

Row = tuple[str, ...]


def split_kind(full: str) -> tuple[str, str]:
    """``Xã Yên Viên`` -> (``commune``, ``Yên Viên``); every syllable gets its capital."""
    full = modern(unicodedata.normalize("NFC", " ".join(full.split())))
    match = _KIND.match(full)
    if not match:
        raise SystemExit(f"no level word in {full!r}")
    kind = KINDS[match[1].lower()]
    name = full[match.end() :]
    if not name.startswith("Nông trường"):
        name = " ".join(word[:1].upper() + word[1:] for word in name.split(" "))
    return kind, name


def modern(text: str) -> str:
    """Tone marks where today's spelling puts them: ``Hoà`` -> ``Hòa``, ``Thuỷ`` -> ``Thủy``."""

    def move(match: re.Match[str]) -> str:
        base, vowel = match[1], unicodedata.normalize("NFD", match[2])
        if (base in "oO" and vowel[0] == "y") or (base in "uU" and vowel[0] in "ae"):
            return match[0]
        return unicodedata.normalize("NFC", base + vowel[1:]) + vowel[0]

    return _OLD_TONE.sub(move, text)


def degrees(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}".rstrip("0").rstrip(".")


def read_units(database: Path) -> tuple[list[Row], list[Row], dict[Row, str], dict[Row, str]]:
    """Rows (code, kind, name, parent, since, until, lat, lon) before and from the reform, and the
    source's slug keys (province, district, commune) -> code of either generation."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    before: dict[str, Row] = {}
    after: dict[str, Row] = {}
    old_keys: dict[Row, str] = {}
    new_keys: dict[Row, str] = {}
    for row in connection.execute("SELECT * FROM admin_units_legacy"):
        add(before, row, "province", "", row["provinceCode"], old=True)
        add(before, row, "district", row["provinceCode"], row["districtCode"], old=True)
        key = (row["provinceKey"], row["districtKey"], row["wardKey"] or "")
        old_keys[key] = row["wardCode"] or row["districtCode"]
        if row["ward"]:
            add(before, row, "ward", row["districtCode"], row["wardCode"], old=True)
    for row in connection.execute("SELECT * FROM admin_units"):
        add(after, row, "province", "", row["provinceCode"], old=False)
        add(after, row, "ward", row["provinceCode"], row["wardCode"], old=False)
        new_keys[row["provinceKey"], row["wardKey"]] = row["wardCode"]
    return ordered(before.values()), ordered(after.values()), old_keys, new_keys


def add(
    units: dict[str, Row], row: sqlite3.Row, column: str, parent: str, code: str, *, old: bool
) -> None:
    kind, name = split_kind(row[column])
    if not parent and kind == "city":
        kind = "municipality"
    place = (degrees(row[f"{column}Lat"]), degrees(row[f"{column}Lon"]))
    since = BORN.get(code, "") if old else ""
    unit = (code, kind, name, parent, since, "", *place)
    if units.setdefault(code, unit)[:4] != unit[:4]:
        raise SystemExit(f"two units share the code {code}: {units[code]}, {unit}")


def ordered(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (len(row[0]), row[0], *row[1:]))


def read_links(
    converter: Path, old_keys: dict[Row, str], new_keys: dict[Row, str]
) -> dict[str, list[str]]:
    """Old code -> codes of the units it went into, the one with most of it first."""
    source = json.loads(converter.read_text(encoding="utf-8"))
    links: dict[str, list[str]] = {}
    for province in sorted({key[0] for key in new_keys}):
        for new, olds in source["DICT_PROVINCE_WARD_NO_DIVIDED"].get(province, {}).items():
            for old in olds:
                links[old_keys[tuple(old.split("_"))]] = [new_keys[province, new]]
        for old, news in source["DICT_PROVINCE_WARD_DIVIDED"].get(province, {}).items():
            ranked = sorted(news, key=lambda new: (not new["isDefaultNewWard"], new["newWardKey"]))
            codes = [new_keys[province, new["newWardKey"]] for new in ranked]
            links[old_keys[tuple(old.split("_"))]] = codes
    return links


def province_links(
    before: list[Row], after: list[Row], links: dict[str, list[str]]
) -> dict[str, list[str]]:
    """Where provinces went, derived from where their communes went."""
    parent = {row[0]: row[3] for row in before}
    home = {row[0]: row[3] for row in after}
    weight: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for old, news in links.items():
        province = parent[old]
        while len(province) > 2:
            province = parent[province]
        weight[province][home[news[0]]] += 1
    return {old: sorted(news, key=lambda n: (-news[n], n)) for old, news in weight.items()}


def read_earlier(database: Path) -> list[Row]:
    """(slug, code): units merged away before the reform, known to the source only by a slug
    without diacritics (``xaphuthi``), and the unit they went into."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    query = "SELECT wardCode, wardAlias, wardKey FROM admin_units_legacy WHERE wardAlias NOT NULL"
    rows = set()
    for code, aliases, own in connection.execute(query):
        for slug in json.loads(aliases):
            if slug != own and slug.startswith(("xa", "phuong", "thitran")):
                rows.add((slug, code))
    return sorted(rows)


def variants(names: Iterable[str]) -> list[Row]:
    """(spelling, name), folded: other spellings papers use, units of that very name or not."""
    known = {name.lower() for name in names}
    found: set[Row] = set()
    for name in sorted(known):
        spellings = {name}
        for pattern, replacements in SPELLINGS:
            for spelling in sorted(spellings):
                spellings.update(re.sub(pattern, text, spelling) for text in replacements)
        found.update((spelling, name) for spelling in spellings - {name})
    return sorted(found)


def compare(
    links: dict[str, list[str]], old_keys: dict[Row, str], new_keys: dict[Row, str]
) -> list[str]:
    """What underthesea's mapping says otherwise, one line each."""
    file = resources.files("underthesea") / "address" / "data" / "mapping.json"
    mapping = json.loads(file.read_text(encoding="utf-8"))
    theirs: dict[str, set[str]] = defaultdict(set)
    default: dict[str, str] = {}
    lines: list[str] = []
    for record in mapping["ward_mapping"]:
        old = (record["old_province_key"], record["old_district_key"], record["old_ward_key"] or "")
        new = (record["new_province_key"], record["new_ward_key"])
        if old not in old_keys or new not in new_keys:
            lines.append(f"unknown unit in underthesea: {old} -> {new}")
            continue
        theirs[old_keys[old]].add(new_keys[new])
        if record.get("is_default"):
            default[old_keys[old]] = new_keys[new]
    for code in sorted(links.keys() | theirs.keys()):
        if set(links.get(code, ())) != theirs.get(code, set()):
            lines.append(f"{code}: {links.get(code)} here, {sorted(theirs[code])} in underthesea")
        elif code in default and links[code][0] != default[code]:
            lines.append(f"{code}: default {links[code][0]} here, {default[code]} in underthesea")
    return lines


def table(header: str, rows: Iterable[Row]) -> str:
    return "".join("\t".join(row) + "\n" for row in [tuple(header.split()), *rows])


def build() -> tuple[dict[str, str], list[str], str]:
    package = Path(str(resources.files("vietnamadminunits"))) / "data"
    before, after, old_keys, new_keys = read_units(package / "dataset.db")
    links = read_links(package / "converter_2025.json", old_keys, new_keys)
    all_links = links | province_links(before, after, links)
    header = "code kind name parent since until lat lon"
    pairs = [(old, " ".join(news)) for old, news in sorted(all_links.items())]
    files = {
        "before.tsv": table(header, before),
        "after.tsv": table(header, after),
        "links.tsv": table("old new", pairs),
        "variants.tsv": table("spelling name", variants(row[2] for row in [*before, *after])),
        "earlier.tsv": table("slug code", read_earlier(package / "dataset.db")),
    }
    counts = [sum(len(row[0]) == size for row in before) for size in (2, 3, 5)]
    new_counts = [sum(len(row[0]) == size for row in after) for size in (2, 5)]
    summary = (
        f"before {REFORM}: {counts[0]} provinces, {counts[1]} districts, {counts[2]} communes; "
        f"from then: {new_counts[0]} provinces, {new_counts[1]} communes; "
        f"{sum(len(news) for news in links.values())} links of {len(links)} old units "
        f"(vietnamadminunits {metadata.version('vietnamadminunits')}, "
        f"underthesea {metadata.version('underthesea')})"
    )
    return files, compare(links, old_keys, new_keys), summary


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare with what is stored")
    arguments = parser.parse_args()
    files, disagreements, summary = build()
    print(summary)
    print(f"{len(disagreements)} disagreements between the sources")
    for line in disagreements:
        print(" ", line)
    changed = False
    for name, content in files.items():
        path = OUTPUT / name
        same = path.exists() and path.read_text(encoding="utf-8") == content
        changed |= not same
        if not arguments.check:
            path.write_text(content, encoding="utf-8")
        elif not same:
            print(f"{name} differs", file=sys.stderr)
    return int(arguments.check and changed)


if __name__ == "__main__":
    raise SystemExit(main())
