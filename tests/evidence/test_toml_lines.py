"""Every value of a TOML text is found where it is written."""

import tomllib
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepknocking.evidence.toml_lines import Lines, NotToml, Path, Position

TRICKY = '''\
# a comment with = and [ and "quotes"
first = 101  # and another [

"quoted.key"."with \\"marks\\"" = 102
[a.b]   # the header of a table
text = """
[not.a.header]
no = "value" \\""" still text """""
other = 103
literal = \'\'\'
it's = 'not' a key
\'\'\'
'single quoted' = 104
plain = 'it is = "text"'
[a]
inline = { x = 105, y.z = 106, deep = { list = [107, [108, 109], { k = 110 }] } }
list = [
    111, # [ in a comment
    "a ] in a string",
    { k = 112 },
]
day = 1979-05-27 07:32:00
after = 113
[[many.times]]
k = 114
[[many.times]]
k = 115
  [ spaced . "out" ]
  k = 116
'''


def marks(value: object, path: Path = ()) -> Iterator[tuple[Path, int]]:
    """Every whole number in the values, with its path."""
    if isinstance(value, dict):
        for key, below in value.items():
            yield from marks(below, (*path, key))
    elif isinstance(value, list):
        for index, below in enumerate(value):
            yield from marks(below, (*path, index))
    elif isinstance(value, int) and not isinstance(value, bool):
        yield path, value


def assert_every_number_is_found(text: str) -> int:
    """At the position of each value stands that value: the numbers are all different."""
    lines = Lines(text)
    written = text.split("\n")
    found = list(marks(tomllib.loads(text)))
    for path, number in found:
        line, column = lines.of_value(path)
        assert written[line - 1][column - 1 :].startswith(str(number)), path
    return len(found)


def test_in_a_text_with_every_trick_each_number_is_found() -> None:
    assert assert_every_number_is_found(TRICKY) == 16


def test_a_key_is_found_where_its_pair_or_header_begins() -> None:
    lines = Lines(TRICKY)
    assert lines.of_key(("first",)) == Position(2, 1)
    assert lines.of_key(("quoted.key", 'with "marks"')) == Position(4, 1)
    assert lines.of_key(("a", "b")) == Position(5, 2)
    assert lines.of_key(("a", "b", "single quoted")) == Position(13, 1)
    assert lines.of_key(("a", "inline", "y", "z")) == Position(16, 21)
    assert lines.of_key(("spaced", "out", "k")) == Position(29, 3)


def test_what_is_not_written_is_found_at_the_nearest_part_above_it() -> None:
    lines = Lines("[a]\nb = 1\n")
    assert lines.of_key(("a", "b", "c", "d")) == Position(2, 1)
    assert lines.of_value(("a", "b", "c")) == Position(2, 5)
    assert lines.of_value(("a", "x")) == Position(1, 2)
    assert lines.of_key(("x",)) == Position(1, 1)


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing\n", "# nothing"])
def test_an_empty_text_has_its_first_line(text: str) -> None:
    assert Lines(text).of_key(("a",)) == Position(1, 1)


@pytest.mark.parametrize("text", ["a", "[a", "a = ", "a = [1", "a = {", "?"])
def test_what_is_not_toml_is_refused_before_a_walk_would_never_end(text: str) -> None:
    with pytest.raises(NotToml, match="not valid TOML"):
        Lines(text)


words = st.text("abc-_1", min_size=1, max_size=3)
keys = st.one_of(words, st.text("a.]= \"#'é", max_size=3))
trees = st.recursive(
    st.sampled_from(["number", "text", "true"]),
    lambda below: st.one_of(st.dictionaries(keys, below, max_size=3), st.lists(below, max_size=3)),
    max_leaves=12,
)
texts = st.sampled_from(
    ['"it\'s # [ = {"', "'a \" ] }'", '"""\n[x]\n"""', "'''\ny = 1'''", '"\\""']
)
gaps = st.sampled_from(["", " ", "  ", "\t"])


def quoted(key: str) -> str:
    return '"' + key.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Writer:
    """Writes a tree as TOML in a style drawn at random; every number is another one."""

    def __init__(self, draw: st.DataObject) -> None:
        self.draw = draw
        self.number = 1000

    def gap(self) -> str:
        return self.draw.draw(gaps)

    def key(self, key: str) -> str:
        is_bare = key != "" and all(letter in "abc-_1" for letter in key)
        return key if is_bare and self.draw.draw(st.booleans()) else quoted(key)

    def value(self, tree: object) -> str:
        if isinstance(tree, dict):
            pairs = (
                f"{self.key(k)}{self.gap()}={self.gap()}{self.value(v)}" for k, v in tree.items()
            )
            return "{" + self.gap() + f"{self.gap()},{self.gap()}".join(pairs) + self.gap() + "}"
        if isinstance(tree, list):
            ends = st.sampled_from([",", ", ", ",\n  ", " , # ] [ \n"])
            return "[" + "".join(self.value(v) + self.draw.draw(ends) for v in tree) + "]"
        if tree == "number":
            self.number += 1
            return str(self.number)
        return self.draw.draw(texts) if tree == "text" else str(tree)

    def table(self, tree: dict[str, object], header: str = "") -> str:
        """Pairs first, because after a header everything belongs to it."""
        pairs, tables = "", ""
        for key, below in tree.items():
            if isinstance(below, dict) and self.draw.draw(st.booleans()):
                path = f"{header}{self.gap()}.{self.gap()}{quoted(key)}" if header else quoted(key)
                tables += f"{self.gap()}[{self.gap()}{path}{self.gap()}] # x = 1\n"
                tables += self.table(below, path)
            else:
                pairs += f"{self.gap()}{self.key(key)} = {self.value(below)}{self.gap()}\n"
        return pairs + tables


@settings(deadline=None, max_examples=150)
@given(tree=st.dictionaries(keys, trees, max_size=4), draw=st.data())
def test_in_any_text_each_number_is_found(tree: dict[str, object], draw: st.DataObject) -> None:
    text = Writer(draw).table(tree)
    assert_every_number_is_found(text)
