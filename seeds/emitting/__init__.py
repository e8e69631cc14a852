"""Turns a drawn network into records, a chunk at a time, so that memory stays small."""
