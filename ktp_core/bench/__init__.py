"""What the product costs on this machine, against the limit of the machine and against doing it without us.

Both sides are measured in one run, so that a busy machine spoils both alike; compare ratios, never seconds.
"""
