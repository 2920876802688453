"""A site says which pages programs may fetch, and that counts where nobody asked for a page by its address."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from webserver import PUBLIC_IP, Answer, NameServer, WebServer, redirect, reply, serve

from tts.errors import FetchError
from tts.sources.fetch import Limits, follow
from tts.sources.fetch.robots import Robots, is_allowed, parse_rules


@pytest.fixture
def server() -> Iterator[WebServer]:
    """A server without answers."""
    with serve() as running:
        yield running


def _robots(server: WebServer, answer: Answer) -> Robots:
    """Return the rules of a site whose robots.txt is `answer`."""
    server.answers["/robots.txt"] = answer
    names = NameServer(names={"bees.example": [PUBLIC_IP]}, port=server.port)
    return Robots(partial(follow, network=names.network, limits=Limits(max_bytes=10_000)))


def test_rules_are_fetched_once_and_kept_to(server: WebServer) -> None:
    """A page that the rules of its site exclude is refused, with what to do; the rules are fetched once."""
    robots = _robots(server, reply("User-agent: *\nDisallow: /private/"))
    robots.check("http://bees.example/a")
    with pytest.raises(FetchError, match=r"http://bees\.example/private/a: .*\(robots\.txt\)\. Open the address"):
        robots.check("http://bees.example/private/a")
    assert server.paths == ["/robots.txt"]


@pytest.mark.parametrize(
    ("answer", "is_fault"),
    [
        (reply("", 404), False),
        (reply("", 403), False),
        (reply(""), False),
        (redirect("/rules"), False),
        (reply("", 503), True),
        (reply(bytes(20_000)), True),
        (b"", True),
    ],
)
def test_a_missing_file_allows_all(server: WebServer, answer: Answer, is_fault: bool) -> None:
    """Without rules all is allowed; if they cannot be read because of a fault, nothing is (RFC 9309, section 2.3.1)."""
    robots = _robots(server, answer)
    if not is_fault:
        robots.check("http://bees.example/a")
        return
    with pytest.raises(FetchError, match="cannot be read"):
        robots.check("http://bees.example/a")


RULES = """\ufeff# Rules
User-agent: Googlebot
User-agent: ARTICAST
Disallow: /cgi/   # no programs
Allow: /cgi/ok
Disallow: /*.pdf$
Disallow: /*?print=*&x
Disallow: /z%C3%BCrich
Crawl-delay: 5
Disallow:

User-agent: *
Disallow: /

user-agent: articast
disallow: /later
"""


@pytest.mark.parametrize(
    ("target", "allowed"),
    [
        ("/", True),
        ("/cgi", True),
        ("/cgi/", False),
        ("/cgi/ok", True),
        ("/a.pdf", False),
        ("/a.pdf?x", True),
        ("/a?print=1&x", False),
        ("/a?print=1&y", True),
        ("/z%c3%bcrich/a", False),
        ("/later/a", False),
    ],
)
def test_rules_mean_what_the_standard_says(target: str, allowed: bool) -> None:
    """The groups of this program count, and in them the longest rule, with `*` and `$` (RFC 9309, section 2.2)."""
    assert is_allowed(target, parse_rules(RULES)) is allowed


def test_others_rules_count_where_there_are_none_for_us() -> None:
    """Without a group of its own this program keeps to that for all, and to none for others."""
    assert not is_allowed("/a", parse_rules("User-agent: x\nAllow: /\nUser-agent: *\nDisallow: /a"))
    assert is_allowed("/a", parse_rules("User-agent: x\nDisallow: /"))
    assert is_allowed("/a", parse_rules("Disallow: /\nnonsense"))
    assert is_allowed("/a", parse_rules("User-agent: articast\nDisallow:\nUser-agent: *\nDisallow: /"))
    assert is_allowed("/a", parse_rules("User-agent: *\nDisallow: /a\nAllow: /a"))


def test_a_pattern_of_stars_is_no_trap() -> None:
    """A pattern that would take an ordinary search for ever is matched at once."""
    rules = parse_rules("User-agent: *\nDisallow: /" + "*a" * 5_000 + "$")
    assert is_allowed("/" + "a" * 4_000, rules)
    assert not is_allowed("/" + "a" * 6_000, rules)
