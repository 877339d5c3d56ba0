# SPDX-License-Identifier: GPL-2.0-or-later
"""What is measured on passages, which all engines get alike: indexing, queries, and how both grow."""
import json
import os
import shutil
import statistics

import measure
import peers
import queries
import rounds
import texts

MB = texts.MB
SMALL = 10 * MB     # where growth begins
HITS = 10
FEW = 20            # queries with a process of their own, on samples; on all of it those of a kind
INDEX_COLUMNS = ('CPU s', 'wall s', 'peak MB', 'index/text')
SHARES = {'p50': 0.5, 'p90': 0.9, 'p99': 0.99}
GROWING = ('or', 'and', 'phrase')
DICTIONARY = 'littre'   # the folder that the speed of the analysis is judged by


def index_row(figures, size):
    return [figures['cpu'], figures['wall'], figures['peak'] / MB, figures['size'] / size]


def index_rows(figures, size):
    return {peer.name: index_row(one, size) for peer, one in figures.items()}


def cold_table(bench, kind, cold):
    """cold: as of rounds.cold"""
    walls, cpus = ({peer: [one[at] for one in some] for peer, some in cold.items()} for at in (0, 1))
    bench.add_table(f'process for one query, {kind}, ms', (*SHARES, 'CPU p50'), {
        peer.name: [*spread(walls[peer]), spread(cpus[peer])[0]] for peer in cold}, f'process, {kind}')


def spread(times):
    return [rounds.percentile(times, share) if times else None for share in SHARES.values()]


class Sample:
    """So much of the text: its passages, its queries, and what was measured on them."""

    def __init__(self, bench, name, files):
        self.bench, self.name, self.path = bench, name, bench.path(name + '.jsonl')
        self.number, self.size = texts.write_passages(files, bench.folder, self.path)
        self.where = bench.where(name)
        self.asked = queries.make(self.path, self.number, bench.each)
        self.queries = bench.path(name + '.queries')
        queries.write(self.asked, self.queries)
        rounds.say(f'{self.number} passages, {self.size / MB:.1f} MB of text, {len(self.asked)} queries')

    def index(self):
        self.indexed = rounds.index(self.bench.takers(peers.PASSAGES), self.where, self.path, peers.PASSAGES,
                                    self.bench.runs)

    def askers(self):
        """Limier's first stage is what others do; the second one is compared with it."""
        return [self.bench.fast, *(peer for peer in self.indexed if not peer.variant)]

    def ask(self, askers, runs, cold):
        """found: {peer: {kind: ([ms], [hits])}}. cold: how many queries get a process of their own."""
        times = rounds.latencies(askers, self.where, self.queries, runs, HITS)
        self.found = {peer: {kind: list(zip(*(some[query] for query, asked, _ in self.asked if asked == kind)))
                             for kind in queries.KINDS} for peer, some in times.items()}
        words = self.cold_words(cold)
        self.cold = rounds.cold([peer for peer in askers if words and peer.cold(self.where(peer), words[0])],
                                self.where, words)

    def cold_words(self, count):
        return [words for _, kind, words in self.asked if kind == 'or'][:count]

    def times(self, peer, kind):
        found = self.found.get(peer, {}).get(kind)
        return found[0] if found else []

    def remove(self):
        for peer in self.bench.takers(peers.PASSAGES):
            rounds.remove(self.where(peer))

    def points(self):
        """{who: {figure: value}} of all that may grow."""
        points = {}
        for peer, figures in self.indexed.items():
            cpu, wall, peak, share = index_row(figures, self.size)
            points[peer.name] = {'CPU s/MB': cpu / self.size * MB, 'wall s/MB': wall / self.size * MB,
                                 'peak MB': peak, 'index/text': share}
        for peer in self.found:
            mine = points.setdefault(peer.name, {})
            for kind in GROWING:
                mine.update({f'{kind} {name}': value for name, value in zip(SHARES, spread(self.times(peer, kind)))
                             if name != 'p90'})
            mine['process p50'] = spread([wall for wall, _ in self.cold.get(peer, ())])[0]
        return points


# ---------------------------------------------------------------- all of it

def optimize(bench, sample):
    """A copy of Limier's index, which is asked beside it."""
    index = sample.where(bench.optimized)
    shutil.copytree(sample.where(bench.limier), index)
    figures = measure.run(bench.limier.optimize(index))
    return index_row({**figures, 'size': rounds.bytes_below(index)}, sample.size)


def query_tables(bench, sample):
    for kind in queries.KINDS:
        bench.add_table(f'{kind}, ms', (*SHARES, 'hits'), {
            peer.name: [*spread(sample.times(peer, kind)),
                        statistics.mean(found[kind][1]) if found[kind] else None]
            for peer, found in sample.found.items()}, kind)
    cold_table(bench, 'passages', sample.cold)


def starts(bench):
    """Of one passage: what an engine takes to begin and to end."""
    source = bench.path('one.jsonl')
    with open(source, 'w', encoding='utf8') as out:
        print('{"id": "1", "title": "", "text": "Un passage."}', file=out)
    where = bench.where('one')
    figures = rounds.index(bench.takers(peers.PASSAGES), where, source, peers.PASSAGES, 1)
    bench.add_table('1 passage', ('CPU s', 'wall s'), {peer.name: [one['cpu'], one['wall']]
                                                       for peer, one in figures.items()})


def throughput(bench, sample):
    """Queries of all kinds through one process, which shows its answers with snippets and highlights."""
    source, turns = bench.path('batch'), 4
    with open(source, 'w', encoding='utf8') as out:
        out.write(peers.as_input((query, kind if kind in ('and', 'phrase') else 'or', words)
                                 for query, kind, words in sample.asked) * turns)
    rows = {}
    for peer in bench.limier, bench.fast:
        for more in [], ['-j', '1'], ['-j', '2']:
            command = peer.batch(sample.where(peer), HITS, 'json', *more)
            runs = [measure.run(command, peer.accepted, source) for _ in range(bench.runs)]
            asked, figures = turns * len(sample.asked), rounds.median(runs)
            rows[' '.join([peer.name, *more])] = [asked / figures['wall'], figures['cpu'] / asked * 1000,
                                                  figures['peak'] / MB]
    bench.add_table('--batch, all kinds', ('queries/s', 'CPU ms', 'peak MB'), rows)


def analysis(bench, sample):
    """The chain alone, by a program that make bench builds, on each folder of texts."""
    program = os.path.join(bench.tools, 'bench', 'analysis')
    if not os.access(program, os.X_OK):
        rounds.say('bench/analysis is not built and left out')
        return
    parts = {}
    with open(sample.path, encoding='utf8') as lines:
        for line in map(json.loads, lines):
            # In file names a byte that is not UTF-8 is a lone surrogate.
            part = line['id'].partition('#')[0].partition('/')[0] if '/' in line['id'] else '.'
            parts.setdefault(part, []).append(line['text'])
    rows, path = {}, bench.path('analysis')
    for part in (parts if len(parts) <= 10 else ()):
        rows[part] = [analysis_speed(bench, program, path, parts[part])]
    everything = [text for texts_of_part in parts.values() for text in texts_of_part]
    rows = {'Limier': [analysis_speed(bench, program, path, everything)], **rows}
    bench.add_table('analysis alone', ('MB per CPU s',), rows, 'analysis')
    for part, row in rows.items():
        if part.endswith(DICTIONARY):
            bench.facts.add('analysis', ('MB per CPU s',), {DICTIONARY: row})


def analysis_speed(bench, program, path, some):
    with open(path, 'w', encoding='utf8', errors='replace') as out:
        out.write('\n'.join(some))
    speeds = []
    for _ in range(bench.runs):
        with open(path, 'rb') as source:
            said = json.loads(measure.output([program], source))
        speeds.append(said['bytes'] / said['cpu'] / MB if said['cpu'] else 0)
    return statistics.median(speeds)


# ---------------------------------------------------------------- growth

def growth(bench, whole):
    samples = []
    for wanted in (SMALL, (SMALL * whole.size) ** 0.5):
        if wanted < whole.size / 1.5:
            samples.append(Sample(bench, f'some{len(samples)}', texts.sample(bench.files, wanted)))
            samples[-1].index()
            samples[-1].ask(samples[-1].askers(), 1, FEW)
            samples[-1].remove()
    samples.append(whole)
    sizes, points = [sample.size / MB for sample in samples], [sample.points() for sample in samples]
    bench.growth = [(sizes[at], point) for at, point in enumerate(points)]
    who = [peer.name for peer in whole.indexed if all(peer.name in point for point in points)]
    rows = {name: [point[name]['CPU s/MB'] for point in points] for name in who}
    for values in rows.values():
        values.append(values[-1] / values[0])
    bench.add_table('CPU s per MB as it grows', (*(f'{size:.0f} MB' for size in sizes), 'last/first'), rows)
    if len(samples) > 1:
        grown(bench, sizes, points)


def grown(bench, sizes, points):
    """How many times each figure of the smallest sample the same of the whole is."""
    first, last = points[0], points[-1]
    columns = list(dict.fromkeys(figure for mine in last.values() for figure in mine))
    rows = {}
    for who, mine in last.items():
        before = first.get(who, {})
        if before:
            rows[who] = [mine[figure] / before[figure] if mine.get(figure) and before.get(figure) else None
                         for figure in columns]
    bench.add_table(f'growth, {sizes[0]:.0f} → {sizes[-1]:.0f} MB', columns, rows, 'growth')


def measure_passages(bench):
    """Returns the whole as a Sample."""
    whole = Sample(bench, 'passages', bench.files)
    whole.index()
    rows = index_rows(whole.indexed, whole.size)
    rows['Limier, optimized'] = optimize(bench, whole)
    bench.add_table(f'{whole.number} passages, {whole.size / MB:.0f} MB', INDEX_COLUMNS, rows, 'passages')
    whole.ask([*whole.askers(), bench.optimized], bench.runs, bench.each)
    query_tables(bench, whole)
    throughput(bench, whole)
    starts(bench)
    growth(bench, whole)
    analysis(bench, whole)
    whole.remove()
    return whole
