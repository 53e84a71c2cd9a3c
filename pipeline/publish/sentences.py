"""The sentence of every rule that may stand behind a value."""

from __future__ import annotations

from extractors import rules
from pipeline.reconcile.checks import CHECKS
from pipeline.reconcile.derivations import DERIVATIONS


def sentences() -> dict[str, str]:
    """The sentence of each rule, of those that read, those that work values out, and those that check."""
    return {
        **{name: rule.says for name, rule in rules().items()},
        **DERIVATIONS,
        **{check.id: check.says for check in CHECKS},
    }
