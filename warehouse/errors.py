"""What can go wrong with an analyst's query.

RunError (extractors.errors)
└── QueryError            the query cannot be answered: a typo, a table that is not there, a file it may not read
    └── QueryLimitError   the query takes more time or memory than it may
"""

from extractors.errors import RunError


class QueryError(RunError):
    """The query cannot be answered as it stands."""


class QueryLimitError(QueryError):
    """The query was stopped: it takes more time or memory than it may."""
