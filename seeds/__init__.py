"""Reference facts, a sample programme, and a generator of networks of any size."""
