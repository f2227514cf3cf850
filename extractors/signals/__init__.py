"""Measured properties of an article, each with its threshold, its source and the characters it speaks of."""
