# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs a command and says what it took, its children included: CPU and wall seconds, peak bytes.

As a program of its own it is small: a child's peak begins at the size of the process that starts it."""
import json
import os
import signal
import subprocess
import sys
import tempfile
import time


ENDING = (signal.SIGTERM, signal.SIGINT)


def run(command, accepted=(0,)):
    """{"cpu", "wall", "peak"}; SystemExit with what the command said when it fails."""
    with tempfile.TemporaryFile('w+', errors='replace') as said:
        # The session is known before anything can end this, so that it always ends with this.
        signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
        with subprocess.Popen([sys.executable, '-ISB', __file__, *command], stdout=subprocess.PIPE, stderr=said,
                              start_new_session=True) as process:
            try:
                signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
                figures = process.stdout.read()
            except BaseException:
                os.killpg(process.pid, signal.SIGKILL)
                raise
        if process.returncode not in accepted:
            said.seek(0)
            sys.exit(f'{command[0]}: exit {process.returncode}\n{said.read()[-2000:]}')
    return json.loads(figures)


def main():
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
    nothing = os.open(os.devnull, os.O_RDWR)
    begin = time.perf_counter()
    child = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ,
                            file_actions=[(os.POSIX_SPAWN_DUP2, nothing, 0), (os.POSIX_SPAWN_DUP2, nothing, 1)])
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - begin
    print(json.dumps({'cpu': usage.ru_utime + usage.ru_stime, 'wall': wall, 'peak': usage.ru_maxrss * 1024}))
    sys.exit(os.waitstatus_to_exitcode(status) & 255)


if __name__ == '__main__':
    main()
