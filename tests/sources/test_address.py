"""An address is what browsers make of it, or is refused."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts.errors import FetchError
from tts.sources.fetch.address import parse_address
from tts.sources.fetch.guard import is_public


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://example.org", "https://example.org/"),
        (" HTTPS://EXAMPLE.org:443/A#b\n", "https://example.org/A"),
        ("http://example.org:8080?q=a b", "http://example.org:8080/?q=a%20b"),
        ("http://example.org:443/", "http://example.org:443/"),
        ("https://example.org/Zürich/%C3%BC?ü=%2F&x=[1]", "https://example.org/Z%C3%BCrich/%C3%BC?%C3%BC=%2F&x=[1]"),
        ('https://example.org/a\\b<>"`', "https://example.org/a%5Cb%3C%3E%22%60"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://BÜCHER。example/", "https://xn--bcher-kva.example/"),
        ("https://straße.example/", "https://xn--strae-oqa.example/"),
        ("https://例え.テスト/", "https://xn--r8jz45g.xn--zckzah/"),
        ("https://my_site.example.org./", "https://my_site.example.org./"),
        ("http://[2001:0DB8::1]:8080/", "http://[2001:db8::1]:8080/"),
        ("http://１２７.0.0.1/", "http://127.0.0.1/"),
    ],
)
def test_an_address_is_written_in_one_way(text: str, address: str) -> None:
    """Letters beyond ASCII are encoded, fragments and usual ports dropped, and hosts in lower case."""
    assert str(parse_address(text)) == address


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("ftp://example.org/", "only addresses that begin with"),
        ("file:///etc/passwd", "only addresses that begin with"),
        ("articles/bees.md", "only addresses that begin with"),
        ("http://", "no correct host name"),
        ("http:///path", "no correct host name"),
        ("http://a..b/", "no correct host name"),
        ("http://-a.example/", "no correct host name"),
        ("http://exa mple.org/", "no correct host name"),
        ("http://example.org\\@127.0.0.1/", "user name or password"),
        ("http://%6cocalhost/", "no correct host name"),
        (f"http://{'a' * 64}.example/", "no correct host name"),
        (f"http://{'ü' * 64}.example/", "no correct host name"),
        (f"http://{'a.' * 130}example/", "no correct host name"),
        ("http://[fe80::1%25eth0]/", "no correct host name"),
        ("http://[::1", "not a correct address"),
        ("http://example.org:99999/", "not a correct address"),
        ("http://example.org:0/", "port 0 is not for web pages"),
        ("http://example.org:25/", "port 25 is not for web pages"),
        ("http://2130706433/", "a number in an unusual form"),
        ("http://127.1/", "a number in an unusual form"),
        ("http://0177.0.0.1/", "a number in an unusual form"),
        ("http://0x7f.0.0.1./", "a number in an unusual form"),
        ("http://0x/", "a number in an unusual form"),
        ("http://256.0.0.1/", "a number in an unusual form"),
        ("http://example.org/" + "a" * 8_000, "more than 8,000 characters"),
    ],
)
def test_what_misleads_is_refused(text: str, reason: str) -> None:
    """Other schemes, hosts that programs read in different ways, and ports of other services are refused."""
    with pytest.raises(FetchError, match=reason):
        parse_address(text)


def test_a_password_is_not_shown() -> None:
    """An address with a password is refused, and the error does not repeat it."""
    for text in ("https://me:secret@example.org/a", "ftp://me:secret@example.org/a"):
        with pytest.raises(FetchError) as caught:
            parse_address(text)
        assert "secret" not in str(caught.value)
        assert "example.org/a" in str(caught.value)


@given(st.text(max_size=40), st.text(max_size=40))
def test_an_address_can_be_sent(host: str, path: str) -> None:
    """What is not refused is plain ASCII without spaces and line ends, and the same if it is read again."""
    for text in (f"http://{host}/{path}", f"https://example.org/{path}?{host}"):
        try:
            address = parse_address(text)
        except FetchError:
            continue
        assert all("!" <= character <= "~" for character in str(address))
        assert parse_address(str(address)) == address


@pytest.mark.parametrize(
    "ip", ["8.8.8.8", "93.184.215.14", "172.32.0.1", "2606:2800:21f:cb07::1", "2a00::1", "64:ff9b::808:808"]
)
def test_the_public_internet_is_allowed(ip: str) -> None:
    """Ordinary addresses are public, also an IPv4 address as networks with IPv6 alone write it."""
    assert is_public(ip)


@pytest.mark.parametrize(
    "ip",
    [
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "127.255.0.9",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.0.1",
        "192.0.2.1",
        "198.19.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd12::1",
        "ff02::1",
        "fec0::1",
        "100::1",
        "2001:db8::1",
        "64:ff9b:1::1",
    ],
)
def test_other_networks_are_not(ip: str) -> None:
    """Loopback, link-local, private, shared, multicast, documentation and reserved addresses are not public."""
    assert not is_public(ip)


@given(st.ip_addresses(v=4), st.ip_addresses(v=6))
def test_no_form_of_an_address_hides_it(v4: IPv4Address, v6: IPv6Address) -> None:
    """An IPv4 address in one of IPv6 is public only if it is itself, and never in 6to4 or Teredo.

    What Python calls private or reserved is never public.
    """
    number = int(v4)
    mapped, nat64 = IPv6Address((0xFFFF << 32) + number), IPv6Address((0x64FF9B << 96) + number)
    assert is_public(str(mapped)) == is_public(str(nat64)) == is_public(str(v4))
    assert not is_public(str(IPv6Address((0x2002 << 112) + (number << 80))))
    assert not is_public(str(IPv6Address((0x20010000 << 96) + (number ^ 0xFFFFFFFF))))
    for ip in (v4, v6):
        assert ip.is_global or not is_public(str(ip))
