"""Benchmarks: run by hand or by `make bench`, never by the tests; each prints a ratio."""
