"""Which day does an option name?"""

from datetime import date

from extractors.errors import SettingsError


def day_of(text: str | None, *, option: str) -> date | None:
    """Return the day, None where none is named; raises SettingsError for what is no day."""
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise SettingsError(f"{option} {text}: expected a day like 2026-10-01") from None
