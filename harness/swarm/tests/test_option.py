from harness.swarm.option import parsed


def test_options_are_read_as_locust_will_hand_them_on() -> None:
    found = parsed(["--rate", "5", "--threshold", "a", "--threshold", "b"])

    assert (found.rate, found.threshold, found.plan) == ("5", ["a", "b"], "")
