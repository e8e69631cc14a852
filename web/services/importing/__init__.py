"""Bringing in files as coordinators keep them: read, match columns, compare, write as one unit, undo."""
