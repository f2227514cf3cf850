"""Which version does the JSON that commands print have?"""

# Raised when a name in some command's JSON is removed or changes its meaning; new names do not raise it.
SCHEMA_VERSION = 1
