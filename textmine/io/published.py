"""Publication dates as people write them, in ISO 8601."""

from __future__ import annotations

import re
from datetime import date

from textmine.model.errors import InputError

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_ISO_TIME = re.compile(r"(\d{4})-(\d{2})-(\d{2})[T ]\d{2}:\d{2}.{0,30}")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_MONTH_FIRST = re.compile(r"(\d{1,2})[/.-](\d{4})")
_ADVICE = "write YYYY, YYYY-MM or YYYY-MM-DD (also YYYYMMDD or DD/MM/YYYY)"


def normalize_published(value: str, *, where: str | None = None) -> str:
    """``16/10/2020``, ``20201016``, ``2020-10`` -> ``2020-10-16``, ``2020-10-16``, ``2020-10``.

    Raises InputError for anything that is no date between 1900 and 2100.
    """
    text = value.strip()
    parts: tuple[str | None, ...] | None = None
    if match := (_ISO.fullmatch(text) or _COMPACT.fullmatch(text) or _ISO_TIME.fullmatch(text)):
        parts = match.groups()
    elif match := (_DAY_FIRST.fullmatch(text) or _MONTH_FIRST.fullmatch(text)):
        parts = match.groups()[::-1]
    iso = iso_date(*parts) if parts else None
    if iso is None:
        raise InputError(f"{value!r} is not a publication date", where=where, advice=_ADVICE)
    return iso


def iso_date(year: str | None, month: str | None = None, day: str | None = None) -> str | None:
    """ISO 8601 of the given precision; ``None`` when there is no such day."""
    try:
        whole = date(int(year or 0), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if not 1900 <= whole.year <= 2100:
        return None
    return whole.isoformat()[: 10 if day else 7 if month else 4]
