"""How does a helper process end when the process that started it is gone, even by SIGKILL?

`python -m flows.run.leash MODULE ARGUMENT...` runs the module as `python -m` would, and ends it when its standard
input closes: the other end of that pipe is open as long as the starting process lives, and nobody writes to it.
"""

import os
import runpy
import signal
import sys
import threading
import time

# Time for the module to end in order after SIGTERM; then the process ends at once.
GRACE_S = 5.0


def main() -> None:
    """Run the module that the command line names until it ends or its owner is gone."""
    threading.Thread(target=_end_with_owner, daemon=True).start()
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


def _end_with_owner() -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE_S)
    os._exit(1)


if __name__ == "__main__":
    main()
