"""The map in headless Chromium, beside sigma and cytoscape in the same browser."""
