"""Several regencies side by side and added up: those of this installation, and those that sent a file."""
