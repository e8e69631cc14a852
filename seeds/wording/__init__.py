"""The Polish texts of a generated network: places, names and descriptions, all invented."""
