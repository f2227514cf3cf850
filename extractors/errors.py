"""What can go wrong with one page or with a whole run.

WinnowError
├── PageError             skip this page, record it in `failures`, go on
│   ├── EmptyPageError        the response holds no bytes
│   ├── NotHtmlError          the bytes are a PDF, an image, an archive …
│   ├── UndecodablePageError  the bytes are not text in any encoding the page declares
│   ├── PageTooLargeError     more bytes, elements or characters than the settings allow
│   ├── PageTimeoutError      the page took longer than its deadline
│   └── PageCrashError        the worker that read the page died
└── RunError              stop: nothing sensible can be done without a person
    ├── PipelineError         the spaCy pipeline is missing, changed or lacks a part
    ├── SettingsError         a setting is unknown or out of range
    │   └── RulesError            a file of rules is wrong, and where
    ├── WarehouseError        the warehouse cannot be opened, migrated or written
    │   └── StorageError          the disk is full or read-only, or the memory limit is too low
    ├── WarehouseBusyError    another process holds the warehouse's lease
    └── PolicyError           the one target asked for is refused: robots, a private address, a scheme

Messages name the thing, what was expected and what was found. Arguments are positional, so that every
error survives a trip between processes.
"""


class WinnowError(Exception):
    """The root of every error that winnow raises on purpose."""


class PageError(WinnowError):
    """One page cannot be processed; the run goes on."""

    code = "page_error"

    def __init__(self, url: str, detail: str = "") -> None:
        """Keep the page's address and what was found there."""
        super().__init__(url, detail)
        self.url = url
        self.detail = detail

    def __str__(self) -> str:
        """Return one line: which page, what happened."""
        return f"{self.url}: {self.detail}" if self.detail else self.url


class EmptyPageError(PageError):
    """The response holds no bytes."""

    code = "empty"


class NotHtmlError(PageError):
    """The bytes are not HTML or text, whatever the file or header says."""

    code = "not_text"


class UndecodablePageError(PageError):
    """The bytes are not text in any encoding that was tried."""

    code = "undecodable"


class PageTooLargeError(PageError):
    """The page holds more than the settings allow."""

    code = "too_large"


class PageTimeoutError(PageError):
    """The page took longer than its deadline and was given up."""

    code = "page_timeout"


class PageCrashError(PageError):
    """The worker that read the page died."""

    code = "page_crash"


class RunError(WinnowError):
    """The run cannot go on; `str()` says what happened and what to do."""


class PipelineError(RunError):
    """The spaCy pipeline is missing, was changed, or lacks a part that claims need."""


class SettingsError(RunError):
    """A setting is unknown, has the wrong type or is out of range."""


class RulesError(SettingsError):
    """A user's rules are wrong; `problems` are lines (0: none in particular) with what is wrong there."""

    def __init__(self, place: str, problems: tuple[tuple[int, str], ...]) -> None:
        """Keep the file and everything that is wrong with it."""
        super().__init__(place, problems)
        self.place = place
        self.problems = problems

    def __str__(self) -> str:
        """Return the first problem on one line, and how many more there are."""
        line, words = self.problems[0]
        where = f"{self.place}:{line}: " if line else f"{self.place}: " if self.place else ""
        others = len(self.problems) - 1
        return f"{where}{words}" + (f" (and {others} more: `winnow rules lint {self.place}`)" if others else "")


class WarehouseError(RunError):
    """The warehouse cannot be opened, migrated, written or published."""


class StorageError(WarehouseError):
    """The disk is full or cannot be written, the shared storage fails, or memory ran out: nothing is half-written."""


class WarehouseBusyError(RunError):
    """Another process holds the warehouse's lease."""


class PolicyError(RunError):
    """The one target asked for is refused by robots.txt, by the address check or by its scheme."""
