"""The office: work in progress and what concerns persons, in a database of its own."""
