"""The tests of tabs play on stages that nobody judges."""

from harness.conditions.tests.fixture import play as play
from harness.conditions.tests.fixture import sound_mock as sound_mock
