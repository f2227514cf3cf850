"""How pages are asked for over HTTP: politely, with limits, and to public addresses only."""
