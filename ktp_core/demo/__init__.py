"""An invented office to try everything on: two regencies, invented people, the dirt of real life.

Nobody in it exists: NIK serials from 9001 are nobody's, names are put together from common parts, official numbers of
institutions lie in ranges that are not given out. What is real says so: targets and figures with their source.
"""
