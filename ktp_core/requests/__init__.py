"""Letters and calls that ask for a visit (permohonan)."""
