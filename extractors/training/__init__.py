"""How the shipped spaCy pipeline is made: treebanks in, packed directory out. Not part of the wheel."""
