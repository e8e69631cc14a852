"""Two-sided choice: records of who met whom and what each side said, learned from and then foretold."""
