"""The network: its schema, its records, its stores and its snapshot."""
