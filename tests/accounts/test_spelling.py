"""Laws of how addresses, names and passwords are written; no database is needed for them."""

from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from copilot_core.errors import Rejected
from copilot_core.rules.accounts import LONGEST, LONGEST_NAME, account_name, folded_email, refuse_weak, typed
from copilot_core.rules.networks import network_of

LOCALS = st.text("abcABC019.!#$%&'*+/=?^_`{|}~-äß \"\r\n\0@", max_size=70)
DOMAINS = st.text("abcABC019.-äßü\u00adıK。 \r\n[]:", max_size=70)


@given(st.builds("{}@{}".format, LOCALS, DOMAINS) | st.text())
@example("Anna@Müller.De")
@example("anna@e\u00adxample.org")
def test_a_folded_address_is_plain_and_folded_for_good(said: str) -> None:
    with suppress(Rejected):
        folded = folded_email(said)
        assert folded == folded_email(folded) == folded_email(f" {folded.upper()}\n")
        assert folded.isascii()
        assert folded.isprintable()
        assert folded.count("@") == 1
        assert not set(folded) & set(' "(),:;<>[]\\')


@pytest.mark.parametrize("said", ["anna@example.org", "a+b@a.b.example", "o'neil@example.travel", "x@9.example"])
def test_usual_addresses_are_taken(said: str) -> None:
    assert folded_email(said) == said


@given(st.text())
def test_a_name_is_kept_as_it_would_be_kept_again(said: str) -> None:
    with suppress(Rejected):
        kept = account_name(said)
        assert len(kept) <= LONGEST_NAME
        assert account_name(kept) == kept


@given(st.text(max_size=1000))
def test_a_password_that_is_taken_is_hashed_whole(said: str) -> None:
    with suppress(Rejected):
        refuse_weak(said, "anna@example.org", "Anna", lambda _: False)
        assert typed(said)
        assert len(typed(said)) <= LONGEST
        assert typed(typed(said)) == typed(said)


def test_an_endless_password_costs_no_time() -> None:
    assert typed("\u0315\u0300" * 1_000_000) == ""


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_a_client_is_counted_by_its_network(address: str, network: str) -> None:
    assert network_of(address) == network
