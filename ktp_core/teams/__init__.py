"""Teams, kits, operators and vehicles."""
