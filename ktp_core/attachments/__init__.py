"""Files kept with letters, visits and parcels: scans and photos, checked by content."""
