# SPDX-License-Identifier: GPL-2.0-or-later
"""Limier itself, seen from outside like the others."""
import json
import os
import subprocess
import sys

from peer import FILES, PASSAGES, Peer, read_queries, timing_line


def written(kind, words):
    """The query in Limier's language."""
    if kind == 'and':
        return ' '.join('+' + word for word in words.split())
    return f'"{words}"' if kind == 'phrase' else words


class Limier(Peer):
    takes = (PASSAGES, FILES)
    accepted = (0, 1)
    ours = True

    def __init__(self, tools, jobs=None, rank='full', name=None):
        self.tools, self.jobs, self.rank, self.variant = tools, jobs, rank, jobs is not None
        # In a build folder the tools are scripts that find the libraries for the programs in .libs.
        built = os.path.join(tools, '.libs')
        if os.path.exists(os.path.join(built, 'limier-query')):
            self.tools = os.path.abspath(built)
            os.environ['LD_LIBRARY_PATH'] = ':'.join(filter(None, (self.tools, os.environ.get('LD_LIBRARY_PATH'))))
        self.name = name or 'Limier' + (f', -j {jobs}' if jobs else '') + (', fast' if rank == 'fast' else '')

    def installed(self):
        return os.access(self.tool('limier-index'), os.X_OK)

    def tool(self, name):
        return os.path.join(self.tools, name)

    def index(self, index, source, kind):
        form = ['--format=jsonl'] if kind == PASSAGES else []
        jobs = ['-j', str(self.jobs)] if self.jobs else []
        return [self.tool('limier-index'), '-d', index, 'add', '-q', *form, *jobs, source]

    def optimize(self, index):
        return [self.tool('limier-index'), '-d', index, 'optimize', '-q']

    def batch(self, index, count, form, *more):
        options = [*os.environ.get('LIMIER_QUERY_OPTIONS', '').split(), *more]
        return [self.tool('limier-query'), '-d', index, '--batch', f'--rank={self.rank}', f'--format={form}',
                '-n', str(count), *options]

    def query(self, index, queries, count):
        return self.run('pipe', queries, '1', *self.batch(index, count, 'trec'))

    def time(self, index, queries, count, rounds):
        return self.run('pipe', queries, str(rounds), *self.batch(index, count, 'json'), '-j', '1')

    def explain(self, index, queries, count):
        """Instead of TREC lines, answers in JSON with all that is measured in their hits."""
        return self.run('pipe', queries, '1', *self.batch(index, count, 'json', '--explain'))

    def cold(self, index, words):
        return [self.tool('limier-query'), '-d', index, f'--rank={self.rank}', '--', *words.split()]


def as_input(asked):
    return ''.join(f'{query}\t{written(kind, words)}\n' for query, kind, words in asked)


def pipe(queries, rounds, batch):
    """Sends the queries through one process, and its answers on: TREC lines, or how long each took."""
    asked = read_queries(queries) * rounds
    text = as_input(asked).encode()
    if '--format=trec' in batch or '--explain' in batch:
        return subprocess.run(batch, input=text, check=False).returncode
    answers = subprocess.run(batch, input=text, stdout=subprocess.PIPE, check=False)
    for at, ((query, _, _), line) in enumerate(zip(asked, answers.stdout.split(b'\n'))):
        answer = json.loads(line)
        print(timing_line(query, at * rounds // len(asked), answer['took_ms'], len(answer['hits'])))
    return answers.returncode


if __name__ == '__main__':
    sys.exit(0 if pipe(sys.argv[2], int(sys.argv[3]), sys.argv[4:]) in (0, 1) else 2)
