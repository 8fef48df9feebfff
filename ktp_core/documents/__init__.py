"""Documents for people: one description, written as PDF and as DOCX."""
