"""`python -m tests.bench`: the stages are in a module of their own, which the spawned processes import."""

from tests.bench.stages import main

main()
