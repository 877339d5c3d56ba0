# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs a command and says what it took, its children included: CPU and wall seconds, peak bytes.

As a program of its own it is small: a child's peak begins at the size of the process that starts it."""
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time


ENDING = (signal.SIGTERM, signal.SIGINT)


class Failed(Exception):
    """What a command said when it failed."""


def run(command, accepted=(0,), source=os.devnull):
    """{"cpu", "wall", "peak"} of the command that reads source. Failed for other exits than accepted ones."""
    with tempfile.TemporaryFile('w+', errors='replace') as said:
        # The session is known before anything can end this, so that it always ends with this.
        signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
        with subprocess.Popen([sys.executable, '-ISB', __file__, source, *command], stdout=subprocess.PIPE,
                              stderr=said, start_new_session=True) as process:
            try:
                signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
                figures = process.stdout.read()
            except BaseException:
                os.killpg(process.pid, signal.SIGKILL)
                raise
        if process.returncode not in accepted:
            said.seek(0)
            raise Failed(f'{command[0]}: exit {process.returncode}\n{said.read()[-2000:]}')
    return json.loads(figures)


def output(command, source=None):
    """What it prints, as text; source is a file that it reads. Failed for an exit other than 0."""
    answer = subprocess.run(command, stdin=source, stdout=subprocess.PIPE, encoding='utf8', check=False)
    if answer.returncode:
        raise Failed(f'{command[0]}: exit {answer.returncode}')
    return answer.stdout


def spawn(command, source=os.devnull):
    """Its status, what it used, and the wall seconds from its start to its end; nothing of its output."""
    read, nothing = os.open(source, os.O_RDONLY), os.open(os.devnull, os.O_WRONLY)
    begin = time.perf_counter()
    child = os.posix_spawnp(command[0], command, os.environ,
                            file_actions=[(os.POSIX_SPAWN_DUP2, read, 0), (os.POSIX_SPAWN_DUP2, nothing, 1)])
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - begin
    os.close(read)
    os.close(nothing)
    return os.waitstatus_to_exitcode(status), usage, wall


def short(command, accepted=(0,)):
    """Wall and CPU seconds of a short command."""
    status, usage, seconds = spawn(command)
    if status not in accepted:
        raise Failed(f'{command[0]}: exit {status}')
    return seconds, usage.ru_utime + usage.ru_stime


def system_calls(command, accepted=(0,)):
    """How many it makes; None where strace is not there or may not look."""
    if not shutil.which('strace'):
        return None
    with tempfile.NamedTemporaryFile('r') as summary:
        traced = subprocess.run(['strace', '-f', '-c', '-o', summary.name, *command], stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL, check=False)
        total = re.search(r'^100\.00\s+\S+\s+\S+\s+(\d+)\b.*total$', summary.read(), re.MULTILINE)
    return int(total.group(1)) if total and traced.returncode in accepted else None


def main():
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
    status, usage, seconds = spawn(sys.argv[2:], sys.argv[1])
    print(json.dumps({'cpu': usage.ru_utime + usage.ru_stime, 'wall': seconds, 'peak': usage.ru_maxrss * 1024}))
    sys.exit(status & 255)


if __name__ == '__main__':
    main()
