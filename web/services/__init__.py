"""Use cases: what people do with Ogniwo, whichever way they ask for it."""
