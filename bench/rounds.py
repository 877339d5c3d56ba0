# SPDX-License-Identifier: GPL-2.0-or-later
"""What is measured of engines that stand side by side: each round asks all of them, medians count.
An engine that fails is named and not in the result; when Limier fails, so does the run."""
import collections
import json
import math
import os
import shutil
import statistics
import sys

import measure

SLOW = 40   # seconds; what takes longer is measured once
PATIENCE = 15   # seconds for the processes of one engine


def say(*what):
    print('bench:', *what, file=sys.stderr, flush=True)


def remove(path):
    if os.path.isdir(path):
        shutil.rmtree(path)
    elif os.path.exists(path):
        os.remove(path)


def bytes_below(path):
    if not os.path.isdir(path):
        return os.path.getsize(path)
    return sum(os.path.getsize(os.path.join(where, name)) for where, _, names in os.walk(path) for name in names)


def median(results):
    """Of each figure."""
    return {figure: statistics.median(result[figure] for result in results) for figure in results[0]}


def percentile(values, share):
    """The nearest rank."""
    return sorted(values)[math.ceil(share * len(values)) - 1]


class Side:
    """Engines side by side. results[peer] is what has been measured of it."""

    def __init__(self, peers):
        self.results = {peer: [] for peer in peers}

    def ask(self, once):
        """Adds once(peer), unless it is None, to the results of each."""
        for peer in list(self.results):
            try:
                result = once(peer)
                self.results[peer] += [] if result is None else [result]
            except measure.Failed as failure:
                say(f'{peer.name} is left out: {failure}')
                if peer.ours:
                    sys.exit('bench: Limier fails')
                del self.results[peer]


def each(peers, count, once, prepare=lambda: None):
    """{peer: figures}, the medians of count rounds of once(peer); prepare() comes before each round."""
    side = Side(peers)
    for _ in range(count):
        def unless_slow(peer):
            earlier = side.results[peer]
            if earlier and earlier[0]['wall'] >= SLOW:
                return None
            os.sync()   # what others wrote is not written during this
            return once(peer)
        prepare()
        side.ask(unless_slow)
    return {peer: median(some) for peer, some in side.results.items()}


def index(peers, where, source, kind, count):
    """Makes each peer's index at where(peer), which stays. Adds "size", its bytes."""
    def once(peer):
        remove(where(peer))
        figures = measure.run(peer.index(where(peer), source, kind), peer.accepted)
        say(f"  {peer.name}: {figures['wall']:.1f} s")
        return {**figures, 'size': bytes_below(where(peer))}
    return each(peers, count, once)


def renew(peers, where, source, kind, count, prepare):
    """Brings indexes up to date with what prepare() changes before each round, and nothing else."""
    return each(peers, count, lambda peer: measure.run(peer.index(where(peer), source, kind), peer.accepted), prepare)


def latencies(peers, where, queries, count, n):
    """{peer: {query: (ms, hits)}}, medians of processes. The first half of the rounds of a process is for
    caches and compilers to warm up; of the others the best counts: the rest of a longer time is the machine's."""
    side = Side(peers)

    def once(peer):
        times, hits = collections.defaultdict(list), {}
        for line in map(json.loads, measure.output(peer.time(where(peer), queries, n, peer.rounds)).splitlines()):
            if line['round'] >= peer.rounds // 2:
                times[line['id']].append(line['ms'])
                hits[line['id']] = line['hits']
        say(f'  {peer.name}')
        return {query: (min(some), hits[query]) for query, some in times.items()}
    for _ in range(count):
        side.ask(once)
    return {peer: {query: tuple(map(statistics.median, zip(*(one[query] for one in runs)))) for query in runs[0]}
            for peer, runs in side.results.items()}


def cold(peers, where, queries):
    """{peer: [(wall ms, CPU ms)]}: a process for each query, as many as patience allows."""
    side = Side(peers)
    for words in queries:
        def once(peer, words=words):
            if sum(wall for wall, _ in side.results[peer]) > PATIENCE * 1000:
                return None
            return [seconds * 1000 for seconds in measure.short(peer.cold(where(peer), words), (0, 1))]
        side.ask(once)
    return side.results
