"""The map of the network: positions, what it is narrowed to, its list, its picture."""
