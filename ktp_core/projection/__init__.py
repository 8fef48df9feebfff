"""When a target is reached: simulated from the office's own months, with what its printers and blanks allow."""
