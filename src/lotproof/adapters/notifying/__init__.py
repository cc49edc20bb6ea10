"""Ways out of the plant: mail, programs, robots of chat groups."""
