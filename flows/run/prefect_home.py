"""Which Prefect does a run talk to? A configured server, or one of its own beside the warehouse; never telemetry.

Prefect reads its settings when it is imported, so these are set before.
"""

import os
from pathlib import Path

from flows.voice import manner

# Prefect's own defaults pickle results and report usage; a run needs neither (prefect 3.8, `prefect config view`).
ALWAYS = {
    "PREFECT_RESULTS_DEFAULT_SERIALIZER": "json",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
    "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
    "DO_NOT_TRACK": "1",
}
# A run's errors are told once, in winnow's own words; Prefect's page has its log with the traceback.
QUIET = {"PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL", "PREFECT_LOGGING_INTERNAL_LEVEL": "CRITICAL"}
# Where lines are for machines, its log is as well; processes that it starts for runs inherit this.
AS_JSON = {
    "PREFECT_LOGGING_HANDLERS_CONSOLE_FORMATTER": "json",
    "PREFECT_LOGGING_FORMATTERS_JSON_CLASS": "flows.run.log_lines.PrefectLines",
    "PREFECT_LOGGING_COLORS": "false",
}
UNLESS_SET = {
    # 20 s by default; on two busy cores the server was seen to need more.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    "PREFECT_SERVER_LOGGING_LEVEL": "ERROR",
}
# A server of the run's own that is gone does not come back: three tries are 14 s for each call, the default five 62 s.
OWN_SERVER = {"PREFECT_CLIENT_MAX_RETRIES": "3"}


def prepare_prefect(home: Path, *, quiet: bool = True) -> bool:
    """Set the environment for Prefect and return whether a server is configured already.

    `quiet` keeps Prefect's log off the terminal; a process that serves a schedule shows it.
    """
    os.environ.update(ALWAYS | (AS_JSON if manner().is_json else {}))
    for name, value in (UNLESS_SET | (QUIET if quiet else {})).items():
        os.environ.setdefault(name, value)
    if os.environ.get("PREFECT_API_URL"):
        return True
    for name, value in OWN_SERVER.items():
        os.environ.setdefault(name, value)
    if "PREFECT_HOME" not in os.environ:
        home.mkdir(parents=True, exist_ok=True)
        os.environ["PREFECT_HOME"] = str(home.resolve())
    return False
