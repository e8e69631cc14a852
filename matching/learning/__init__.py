"""Learning what signals count for from what was chosen: pure functions, centred on the published weights."""
