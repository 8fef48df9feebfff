"""Looking after an installation: proving that what is stored agrees with itself, and keeping copies of it."""
