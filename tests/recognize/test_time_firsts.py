"""What a pattern can begin with is read off its source: never too little."""

from __future__ import annotations

import pytest
import regex

from textmine.packs.loader import BUILT_IN, load_packs
from textmine.recognize.time_firsts import first_codes
from textmine.recognize.time_grammar import Grammar, with_sets

CODES = frozenset("abcdef")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("ab", "a"),
        ("a?b", "ab"),
        ("a*b", "ab"),
        ("a+b", "a"),
        ("a{0,3}b", "ab"),
        ("a{2}b", "a"),
        ("a??b", "ab"),
        ("(?:a|b)c", "ab"),
        ("(?:a|b)?c", "abc"),
        ("(?:a?b?)c|d", "abcd"),
        ("[ab]{1,2}+c", "ab"),
        ("(?<![ab])c", "c"),
        ("(?!a)[ab]", "ab"),  # looks around do not narrow
        ("a(?=b)c", "a"),
        ("(?>a|b)", "ab"),
        ("(a)b", "a"),
        ("x", ""),  # no code
        ("[^a]b", "abcdef"),  # cannot be told
        ("[a-c]", "abcdef"),
        (r"\w", "abcdef"),
        (".", "abcdef"),
        ("(?i)a", "abcdef"),
        ("(a", "abcdef"),
        ("a)b", "abcdef"),
        ("?a", "abcdef"),
    ],
)
def test_first_codes(source: str, expected: str) -> None:
    assert "".join(sorted(first_codes(source, CODES))) == expected


def test_every_pattern_of_ours_compiles_and_none_is_kept_from_a_code_it_takes() -> None:
    packs = load_packs(BUILT_IN, entry_points=False)
    grammar = Grammar(packs)
    codes = frozenset(grammar.codes.values())
    rules = 0
    for table in (grammar._base, grammar._joins):
        patterns = {source for entries in table.values() for _, source in entries}
        for source in patterns:
            bare = regex.compile(regex.sub(r"^\(\?<[=!].*?\)", "", source))
            can = {code for code in codes if bare.fullmatch(code, partial=True)}
            given = {code for code in codes if source in {s for _, s in table.get(code, ())}}
            assert can and can <= given, source
            rules += 1
    assert rules > 100


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("(?:a|b)", "[ab]"),
        ("(?:(?:a|b)|c|a)d?", "[abc]d?"),
        ("(?!a|b)c", "(?![ab])c"),
        ("(?<=a|(?:b|c))", "(?<=[abc])"),
        ("(?:ab|c)", "(?:ab|c)"),
        ("(?:a?|b)", "(?:a?|b)"),
        ("(?:a|b)?", "[ab]?"),
        ("(?:a)", "(?:a)"),
    ],
)
def test_codes_beside_each_other_are_a_set(source: str, expected: str) -> None:
    codes = str.maketrans({letter: chr(0xE000 + n) for n, letter in enumerate("abcd")})
    assert with_sets(source.translate(codes)) == expected.translate(codes)
