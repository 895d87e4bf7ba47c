"""Whether a text is Vietnamese at all: by the letters no other language has."""

from __future__ import annotations

import re

# In Vietnamese prose they are 12 to 25 of 100 letters; â, ê and ô other languages have too.
_OWN_LETTER = re.compile("[đơưĐƠƯ\u1ea0-\u1ef9]")
_LETTER = re.compile(r"[^\W\d_]")
_LEAST = 0.04  # of the letters
_ENOUGH = 40  # letters: a shorter text does not tell
_FIRST, _MOST = 1_000, 100_000  # characters looked at, where the first leave a doubt


def is_vietnamese(clean: str) -> bool:
    """Whether ``clean`` (composed) is Vietnamese; true of a text too short to tell.

    Looks at the first 1,000 characters, and at up to 100,000 where these are something else, so
    that a summary in English does no harm.  Vietnamese without its accents is not told apart
    from other languages.
    """
    if len(_OWN_LETTER.findall(clean, 0, _FIRST)) >= _LEAST * min(_FIRST, len(clean)):
        return True
    letters = len(_LETTER.findall(clean, 0, _MOST))
    return letters < _ENOUGH or len(_OWN_LETTER.findall(clean, 0, _MOST)) >= _LEAST * letters
