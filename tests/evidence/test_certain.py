"""Rates with the doubt taken away."""

from keepknocking.evidence.certain import without_doubt
from keepknocking.evidence.rates import Chance
from keepknocking.evidence.rates_file import default_rates


def test_without_doubt_every_rate_keeps_its_middle_and_loses_its_spread() -> None:
    doubtful = default_rates()
    certain = without_doubt(doubtful)
    for before, after in zip(doubtful.chances(), certain.chances(), strict=True):
        assert after.value == before.mean
        assert isinstance(after, Chance)
    assert [law.scale_sd for law in certain.delays()] == [0.0] * len(list(doubtful.delays()))
    for law, sure in zip(doubtful.delays(), certain.delays(), strict=True):
        assert sure.components == law.components
    for amount, exact in zip(doubtful.quantities(), certain.quantities(), strict=True):
        assert (exact.value, exact.log_sd) == (amount.value, 0.0)
    assert certain.name == "defaults-2026-11, without doubt"
