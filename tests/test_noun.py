"""Nouns behave as the frozen dataclasses that they stand for."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, asdict, dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts.noun import noun, record


@noun
class Stamp:
    """A noun with every kind of member."""

    id: int
    name: str = ""
    tags: list[str] = field(default_factory=list, hash=False)
    secret: str = field(default="", repr=False, compare=False)
    length: int = field(init=False)

    def __post_init__(self) -> None:
        if self.id < 0:
            raise ValueError("negative")
        object.__setattr__(self, "length", len(self.name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """The same members in a plain dataclass."""

    id: int
    name: str = ""
    tags: list[str] = field(default_factory=list, hash=False)
    secret: str = field(default="", repr=False, compare=False)
    length: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "length", len(self.name))


@noun
class Letter(Stamp):
    """A noun with the members of another, and one more."""

    to: str


_MEMBERS = st.fixed_dictionaries(
    {"id": st.integers(0, 2)},
    optional={"name": st.sampled_from("ab"), "tags": st.just(["x"]), "secret": st.sampled_from("cd")},
)


@given(_MEMBERS, _MEMBERS)
def test_a_noun_is_what_a_frozen_dataclass_is(one: dict[str, object], other: dict[str, object]) -> None:
    """Values, text, comparison, hash and changed copies are those of a frozen dataclass with the same members."""
    first, second = Stamp(**one), Stamp(**other)  # type: ignore[arg-type]
    plain, another = Plain(**one), Plain(**other)  # type: ignore[arg-type]
    assert asdict(first) == asdict(plain)
    assert repr(first) == repr(plain).replace("Plain", "Stamp")
    assert (first == second) == (plain == another)
    assert len({first, second}) == len({plain, another})
    assert asdict(replace(first, name="abc")) == asdict(replace(plain, name="abc"))


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda made: pickle.loads(pickle.dumps(made))])
def test_a_noun_can_be_copied(copied: object) -> None:
    """A copy, also in another process, is equal, and has members that are not compared too."""
    made = Stamp(id=1, name="a", secret="b")
    again = copied(made)  # type: ignore[operator]
    assert again == made
    assert again.secret == "b"


def test_nouns_of_two_classes_differ() -> None:
    """A noun is not equal to one of another class with the same values, nor to a value that is no noun."""
    others: list[object] = [Plain(id=1), 1]
    assert Stamp(id=1) not in others


def test_a_noun_can_have_the_members_of_another() -> None:
    """A class that extends a noun has its members, defaults and checks."""
    assert asdict(Letter(id=1, name="ab", to="c")) == {
        "id": 1,
        "name": "ab",
        "tags": [],
        "secret": "",
        "length": 2,
        "to": "c",
    }
    with pytest.raises(ValueError, match="negative"):
        Letter(id=-1, to="c")


def test_each_noun_has_its_own_default() -> None:
    """A member with a factory is made for each noun."""
    assert Stamp(id=1).tags is not Stamp(id=1).tags


@pytest.mark.parametrize("members", [{}, {"id": 1, "colour": 2}, {"colour": 2}, {"id": 1, "length": 2}])
def test_a_noun_has_all_of_its_members_and_no_others(members: dict[str, int]) -> None:
    """A noun without a member, or with one that its class has not, cannot be built; the error names it."""
    with pytest.raises(TypeError, match=r"id|colour|length"):
        Stamp(**members)  # type: ignore[arg-type]


def test_a_noun_cannot_be_built_from_values_without_names() -> None:
    """Members have names where a noun is built."""
    with pytest.raises(TypeError):
        Stamp(1)  # type: ignore[call-arg]


def test_a_wrong_noun_cannot_be_built() -> None:
    """`__post_init__` is called, and what it raises is raised."""
    with pytest.raises(ValueError, match="negative"):
        Stamp(id=-1)


def test_a_noun_stays_as_it_is() -> None:
    """No member of a noun can be set or deleted, and none added."""
    made = Stamp(id=1)
    for name in ("id", "colour"):
        with pytest.raises(FrozenInstanceError):
            setattr(made, name, 2)
    with pytest.raises(FrozenInstanceError):
        del made.id
    assert made.id == 1


@record
class Basket:
    """A record with a member that each has for itself."""

    owner: str
    eggs: list[int] = field(default_factory=list)


def test_a_record_may_change() -> None:
    """Members of a record can be set; it is shown as it would be built, and equal only to itself."""
    basket = Basket(owner="Ann")
    basket.owner = "Ben"
    basket.eggs.append(1)
    assert repr(basket) == "Basket(owner='Ben', eggs=[1])"
    assert basket != Basket(owner="Ben", eggs=[1])
    with pytest.raises(AttributeError):
        basket.colour = "red"  # type: ignore[attr-defined]
