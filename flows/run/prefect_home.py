"""Which Prefect does a run talk to? A configured server, or one of its own beside the warehouse; never telemetry.

Prefect reads its settings when it is imported, so these are set before.
"""

import os
from pathlib import Path

# Prefect's own defaults pickle results and report usage; a run needs neither (prefect 3.8, `prefect config view`).
ALWAYS = {
    "PREFECT_RESULTS_DEFAULT_SERIALIZER": "json",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
    "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
    "DO_NOT_TRACK": "1",
}
UNLESS_SET = {
    # A run's errors are told once, in winnow's own words; Prefect's page has its log with the traceback.
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    # 20 s by default; on two busy cores the server was seen to need more.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    "PREFECT_SERVER_LOGGING_LEVEL": "ERROR",
}


def prepare_prefect(home: Path) -> bool:
    """Set the environment for Prefect and return whether a server is configured already."""
    os.environ.update(ALWAYS)
    for name, value in UNLESS_SET.items():
        os.environ.setdefault(name, value)
    if os.environ.get("PREFECT_API_URL"):
        return True
    if "PREFECT_HOME" not in os.environ:
        home.mkdir(parents=True, exist_ok=True)
        os.environ["PREFECT_HOME"] = str(home.resolve())
    return False
