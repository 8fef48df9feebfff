"""Lists of pupils as institutions send them: read, checked, matched, previewed, applied."""
