"""The page as it came: bytes to text, markup to elements and blocks, and what they say of themselves."""
