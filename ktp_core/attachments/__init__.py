"""Files kept with letters and visits: scans and photos, checked by content."""
