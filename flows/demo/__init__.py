"""The sample sites: invented places and people, served over loopback HTTP."""
