# SPDX-License-Identifier: GPL-2.0-or-later
"""What Limier is to reach, beside what this run measured."""

LUCENE = 'Lucene 8'
SMALLEST = 'Lucene 8, BEST_COMPRESSION'
FAST = 'Limier, fast'
# (what, figure, who, compared with, most, least): the value, or the ratio to the same figure of another.
# SYNC: the keys of Facts
BARS = (
    ('CPU to index passages', 'passages: CPU s', 'Limier', LUCENE, 0.4, None),
    ('wall time to index passages', 'passages: wall s', 'Limier', LUCENE, 0.4, None),
    ('CPU to index files', 'files: CPU s', 'Limier', 'omindex', 0.15, None),
    ('index / text, passages', 'passages: index/text', 'Limier', None, 0.75, None),
    ('index / text, passages', 'passages: index/text', 'Limier', LUCENE, 1, None),
    ('index / text, files', 'files: index/text', 'Limier', None, 0.75, None),
    ('index / text, passages, optimized', 'passages: index/text', 'Limier, optimized', SMALLEST, 1, None),
    ('OR, first stage, ms p50', 'or: p50', FAST, LUCENE, 1, None),
    ('OR, first stage, ms p99', 'or: p99', FAST, LUCENE, 1, None),
    ('AND, first stage, ms p50', 'and: p50', FAST, LUCENE, 1, None),
    ('AND, first stage, ms p99', 'and: p99', FAST, LUCENE, 1, None),
    ('phrase, first stage, ms p99', 'phrase: p99', FAST, LUCENE, 2, None),
    ('phrase, both stages, ms p99', 'phrase: p99', 'Limier', LUCENE, 2, None),
    ('process for one query, ms p50', 'process, files: p50', 'Limier', None, 10, None),
    ('nothing changed, s', 'indexed again: same: wall s', 'Limier', None, 1.5, None),
    ('one file changed, s', 'indexed again: one changed: wall s', 'Limier', None, 2, None),
    ('CPU per MB, all / small sample', 'growth: CPU s/MB', 'Limier', None, 1.3, None),
    ('analysis of the dictionary, MB per CPU s', 'analysis: MB per CPU s', 'littre', None, None, 30),
)


class Facts:
    """Every value of the tables by what it is, "TABLE: COLUMN", and whose it is."""

    def __init__(self):
        self.values = {}

    def add(self, table, columns, rows):
        for who, values in rows.items():
            self.values.update({(f'{table}: {column}', who): value for column, value in zip(columns, values)})

    def of(self, what, who):
        return self.values.get((what, who))


def short(value):
    return '-' if value is None else f'{value:.0f}' if value >= 100 else f'{value:.3g}'


def lines(facts):
    """Rows of text, the head first. What was not measured is left out."""
    yield ['bar', 'Limier', 'against', 'its value', 'ratio', 'target', '']
    for what, figure, who, other, most, least in BARS:
        value, theirs = facts.of(figure, who), facts.of(figure, other) if other else None
        if value is None or (other and not theirs):
            continue
        measured = value / theirs if other else value
        reached = measured <= most if least is None else measured >= least
        target = f'≤ {most:g}' if least is None else f'≥ {least:g}'
        yield [what, short(value), other or '', short(theirs) if other else '', short(measured) if other else '',
               target + (' ×' if other else ''), 'reached' if reached else 'missed']
