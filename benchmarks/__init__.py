"""Measurements, with peers in the same run; see benchmarks/README.md."""
