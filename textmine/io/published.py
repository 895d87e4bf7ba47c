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
_WORDED = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MAX_WORDS = 60  # longer texts are no dates
_ADVICE = "write YYYY, YYYY-MM or YYYY-MM-DD (also YYYYMMDD or DD/MM/YYYY)"


def normalize_published(value: str, *, where: str | None = None) -> str:
    """``16/10/2020``, ``20201016``, ``2020-10`` -> ``2020-10-16``, ``2020-10-16``, ``2020-10``.

    Dates in words, Vietnamese or English (``thứ Sáu, ngày 16 tháng 10 năm 2020``, ``Fri, 16 Oct
    2020 08:00:00 +0700``), are read by dateparser, which must find day, month and year in them.

    Raises InputError for anything that is no date between 1900 and 2100.
    """
    text = value.strip()
    parts: tuple[str | None, ...] | None = None
    if match := (_ISO.fullmatch(text) or _COMPACT.fullmatch(text) or _ISO_TIME.fullmatch(text)):
        parts = match.groups()
    elif match := (_DAY_FIRST.fullmatch(text) or _MONTH_FIRST.fullmatch(text)):
        parts = match.groups()[::-1]
    iso = iso_date(*parts) if parts else _in_words(text)
    if iso is None:
        raise InputError(f"{value!r} is not a publication date", where=where, advice=_ADVICE)
    return iso


def _in_words(text: str) -> str | None:
    """A date in words; ``None`` for anything without a year of its own (hôm qua, 5 ngày trước)."""
    if len(text) > _MAX_WORDS or not _WORDED.search(text):
        return None
    import dateparser  # loads locale data: only when a date needs it

    settings = {
        "STRICT_PARSING": True,
        "DATE_ORDER": "DMY",
        "RETURN_AS_TIMEZONE_AWARE": False,
        "REQUIRE_PARTS": ["day", "month", "year"],
    }
    found = dateparser.parse(text, languages=["vi", "en"], settings=settings)
    if found is None or str(found.year) not in text:
        return None
    return iso_date(str(found.year), str(found.month), str(found.day))


def iso_date(year: str | None, month: str | None = None, day: str | None = None) -> str | None:
    """ISO 8601 of the given precision; ``None`` when there is no such day."""
    try:
        whole = date(int(year or 0), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if not 1900 <= whole.year <= 2100:
        return None
    return whole.isoformat()[: 10 if day else 7 if month else 4]
