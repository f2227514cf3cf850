"""What a user changes about how pages are judged and scored: as records, and as what follows from them."""
