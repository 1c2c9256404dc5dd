"""Rule files are collected also where the package is on the path and not installed."""

import pytest

from policyextract.integrations import pytest_plugin


def pytest_configure(config: pytest.Config) -> None:
    if not config.pluginmanager.is_registered(pytest_plugin):
        config.pluginmanager.register(pytest_plugin)
