"""Who can run a flow's reading tasks?"""

from enum import StrEnum


class Runner(StrEnum):
    """Worker processes of the run itself, or a cluster."""

    LOCAL = "local"
    DASK = "dask"
    RAY = "ray"
