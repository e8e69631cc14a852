"""What `matching.verify` counts and proves with; nothing here imports a solver."""
