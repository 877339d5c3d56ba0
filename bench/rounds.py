# SPDX-License-Identifier: GPL-2.0-or-later
"""What is measured of engines that stand side by side: each round asks all of them, medians count."""
import collections
import json
import math
import os
import shutil
import statistics
import subprocess
import sys

import measure

SLOW = 60   # seconds; what takes longer is measured once


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


def each(peers, count, once):
    """{peer: figures}, the medians of count rounds of once(peer)."""
    results = {peer: [] for peer in peers}
    for _ in range(count):
        for peer, earlier in results.items():
            if not earlier or earlier[0]['wall'] < SLOW:
                os.sync()   # what others wrote is not written during this
                earlier.append(once(peer))
    return {peer: median(some) for peer, some in results.items()}


def index(peers, where, source, kind, count):
    """Makes each peer's index at where(peer), which stays. Adds "size", its bytes."""
    def once(peer):
        remove(where(peer))
        figures = measure.run(peer.index(where(peer), source, kind), peer.accepted)
        say(f"{peer.name}: {figures['wall']:.1f} s")
        return {**figures, 'size': bytes_below(where(peer))}
    return each(peers, count, once)


def renew(peers, where, source, kind, count, prepare):
    """Brings indexes up to date with what prepare() changes, and nothing else."""
    def once(peer):
        command = peer.index(where(peer), source, kind)
        measure.run(command, peer.accepted)     # what changed in the others' turns
        prepare()
        return measure.run(command, peer.accepted)
    return each(peers, count, once)


def latencies(peers, where, queries, kinds, count, rounds):
    """{peer: {kind: [ms of each query]}}, medians. kinds {query: kind}. The first half of the rounds of
    a process is for caches and compilers to warm up."""
    times = {peer: collections.defaultdict(list) for peer in peers}
    for _ in range(count):
        for peer, found in times.items():
            answer = subprocess.run(peer.time(where(peer), queries, 10, rounds), stdout=subprocess.PIPE, check=True)
            for line in map(json.loads, answer.stdout.splitlines()):
                if line['round'] >= rounds // 2:
                    found[line['id']].append(line['ms'])
    result = {}
    for peer, found in times.items():
        result[peer] = collections.defaultdict(list)
        for query, some in found.items():
            result[peer][kinds[query]].append(statistics.median(some))
    return result


def cold(peers, where, queries):
    """{peer: [ms of each query]}: a process for each."""
    times = {peer: [] for peer in peers}
    for words in queries:
        for peer, some in times.items():
            some.append(measure.run(peer.cold(where(peer), words), (0, 1))['wall'] * 1000)
    return times
