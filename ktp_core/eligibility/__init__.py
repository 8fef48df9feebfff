"""Who may be recorded and whose card is due, on any date."""
