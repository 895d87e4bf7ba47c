"""Publication dates as people and machines write them."""

from __future__ import annotations

import pytest

from textmine.io.published import normalize_published
from textmine.model.errors import InputError

READ = [
    ("2020-10-16", "2020-10-16"),
    ("20201016", "2020-10-16"),
    ("16/10/2020", "2020-10-16"),
    ("6.1.2020", "2020-01-06"),
    ("2020-10", "2020-10"),
    ("10/2020", "2020-10"),
    ("2020", "2020"),
    ("2020-10-16T08:30:00+07:00", "2020-10-16"),
    ("16 tháng 10 năm 2020", "2020-10-16"),
    ("Thứ sáu, ngày 16 tháng 10 năm 2020", "2020-10-16"),
    ("Thứ Sáu, 16/10/2020 08:30", "2020-10-16"),
    ("Fri, 16 Oct 2020 08:00:00 +0700", "2020-10-16"),
    ("October 16, 2020", "2020-10-16"),
]
REFUSED = ["", "hôm qua", "31/02/2020", "383", "tháng 10", "16/10", "năm 2020", "3020-01-01"]


@pytest.mark.parametrize(("value", "iso"), READ)
def test_reads(value: str, iso: str) -> None:
    assert normalize_published(value) == iso


@pytest.mark.parametrize("value", REFUSED)
def test_refuses_with_advice(value: str) -> None:
    with pytest.raises(InputError, match="YYYY-MM-DD"):
        normalize_published(value, where="--published")
