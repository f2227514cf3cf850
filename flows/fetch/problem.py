"""What can come of asking for a page, and how is a failure told apart from another?"""

from enum import StrEnum


class Outcome(StrEnum):
    """What came of one attempt; the values are public."""

    FETCHED = "fetched"
    NOT_MODIFIED = "not_modified"
    LISTED = "listed"  # a sitemap, feed or list: read for its addresses, changed or not
    HTTP_ERROR = "http_error"
    ROBOTS = "robots"
    REFUSED = "refused"  # by winnow: scheme, address, port, credentials
    TIMEOUT = "timeout"
    TOO_LARGE = "too_large"
    NOT_TEXT = "not_text"
    UNREACHABLE = "unreachable"
    BROKEN = "broken"  # an answer that breaks the protocol, or a redirect that leads nowhere


class FetchProblem(Exception):  # noqa: N818 - an outcome that is recorded, not an error of winnow
    """One page was not fetched. Raised inside the fetching code, never out of a crawl."""

    def __init__(self, outcome: Outcome, code: str, reason: str) -> None:
        """Keep the outcome, a short code, and one line in words: what, which, what to do."""
        super().__init__(outcome, code, reason)
        self.outcome = outcome
        self.code = code
        self.reason = reason

    def __str__(self) -> str:
        """Return the line in words."""
        return self.reason

    @property
    def may_pass(self) -> bool:
        """Tell whether asking again could help: the network's troubles, not a refusal."""
        return self.code in {"timeout", "connect_timeout", "unreachable", "disconnected", "slow"}
