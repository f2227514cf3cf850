"""`winnow demo`: the whole job on the bundled sample sites, over real HTTP on loopback, offline."""

from collections import Counter
from importlib.resources import as_file, files
from pathlib import Path

from flows.commands.run import code_of, show_summary
from flows.demo.server import DemoServer
from flows.exit_codes import ExitCode
from flows.run.layout import Layout
from flows.run.progress import reporter, reporting
from flows.run.session import flow_session
from flows.settings import load_settings

# The sites are this process's own: there is nobody to be polite to. All share one address, which is paced as well.
DEMO_DELAY_S = 0.01
DEMO_RETRY_S = 0.05


def run_demo(folder: Path, *, as_json: bool) -> ExitCode:
    """Crawl the sample sites twice (a page changes in between), load, publish and report."""
    with DemoServer() as server, reporting(), flow_session(Layout(folder).prefect) as run_flow:
        with as_file(files("flows") / "demo" / "sources.toml") as sources:
            bundled = load_settings(sources)
        settings = bundled.model_copy(
            update={
                "warehouse": folder,
                "delay_s": DEMO_DELAY_S,
                "retry_wait_s": DEMO_RETRY_S,
                "connect_to": dict(server.connect_to),
            }
        )
        reporter().note(f"serving {len(server.hosts)} sample sites on {server.address}")
        summaries = []
        for generation in (1, 2):
            server.generation = generation
            reporter().note(f"crawl {generation} of 2")
            summaries.append(run_flow(settings, kind="demo"))
            if summaries[-1]["stopped"]:
                break
    show_summary(_both(summaries), warehouse=folder, as_json=as_json)
    return code_of(summaries[-1])


def _both(summaries: list[dict[str, object]]) -> dict[str, object]:
    """Return the last summary, with the numbers of both crawls added up."""
    total = dict(summaries[-1])
    for name in ("fetch_outcomes", "new_rows"):
        counts: Counter[str] = Counter()
        for summary in summaries:
            found = summary[name]
            assert isinstance(found, dict)
            counts.update(found)
        total[name] = dict(counts)
    for name in ("pages_read", "pages_unreadable", "seconds"):
        total[name] = _sum(summaries, name)
    return total


def _sum(summaries: list[dict[str, object]], name: str) -> float:
    return round(sum(value for summary in summaries if isinstance(value := summary[name], int | float)), 1)
