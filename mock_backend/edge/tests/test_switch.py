import pytest

from mock_backend.edge.switch import SWITCHES, USUAL, Span, UnknownSwitch, parse


def test_switches_stand_with_commas_and_each_may_have_a_value() -> None:
    found = parse(["protection, cold-start:250ms", "challenge:3", "not-ready:2s"])

    assert found == {
        "protection": SWITCHES["protection"].usual,
        "cold-start": Span(seconds=0.25),
        "challenge": Span(requests=3),
        "not-ready": Span(seconds=2),
    }


def test_no_switch_is_a_plain_edge() -> None:
    assert parse([""]) == {}
    assert set(USUAL) <= set(SWITCHES)


def test_a_misspelt_name_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownSwitch, match=r"no switch 'cold-strat'.*Did you mean 'cold-start'"):
        parse(["cold-strat"])
    with pytest.raises(UnknownSwitch, match="Known: protection"):
        parse(["zzz"])


@pytest.mark.parametrize("text", ["cold-start:3", "challenge:soon", "oidc:", "not-ready:-1"])
def test_a_value_that_counts_nothing_is_refused(text: str) -> None:
    with pytest.raises(UnknownSwitch, match="cannot be used: VALUE is"):
        parse([text])
