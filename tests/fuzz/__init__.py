"""Inputs that nobody thought of: targets for Hypothesis (in the tests) and Atheris (``python -m tests.fuzz TARGET``)."""
