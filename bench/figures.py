# SPDX-License-Identifier: GPL-2.0-or-later
"""How good rankings are: nDCG@10, MRR@10, R@10, R@100, and how sure a difference is.

nDCG as in Järvelin and Kekäläinen 2002, gain 2^grade - 1, discount log2(rank + 1). Intervals: paired
bootstrap over queries, percentiles (Sakai 2006)."""
import collections
import math
import operator
import random
import re

NAMES = ('nDCG@10', 'MRR@10', 'R@10', 'R@100')
RESAMPLES = 1000


def of_query(grades, ideal):
    """The figures of one ranking: its grades, best hit first, and all grades that there are."""
    def gain(some):
        return sum((2 ** grade - 1) / math.log2(rank + 2) for rank, grade in enumerate(some[:10]) if grade)
    first = next((1 / (rank + 1) for rank, grade in enumerate(grades[:10]) if grade), 0)
    return (gain(grades) / gain(sorted(ideal, reverse=True)), first,
            *(sum(1 for grade in grades[:n] if grade) / len(ideal) for n in (10, 100)))


def mean(rows):
    return tuple(sum(column) / len(rows) for column in zip(*rows))


def of_run(judged, rankings):
    """{unit: figures}. judged {query: {document: grade}}, rankings {query: [document]}.
    A unit is a query, or all phrasings tTOPIC-PHRASE of one topic."""
    units = collections.defaultdict(list)
    for query, relevant in judged.items():
        topic = re.match(r't(\d+)-', query)
        documents = dict.fromkeys(rankings.get(query, []))
        units[topic.group(1) if topic else query].append(
            of_query([relevant.get(document, 0) for document in documents], list(relevant.values())))
    return {unit: mean(rows) for unit, rows in units.items()}


def intervals(run, base):
    """For each figure the 95 % interval of run - base; both are of_run of the same judgements."""
    columns = list(zip(*(tuple(map(operator.sub, run[unit], base[unit])) for unit in sorted(base))))
    n, chance = len(base), random.Random(1)
    means = [[] for _ in columns]
    for _ in range(RESAMPLES):
        # The blanks before make a tuple of it even where there is one query only.
        pick = operator.itemgetter(0, *chance.choices(range(n), k=n))
        for column, sums in zip(columns, means):
            sums.append((sum(pick(column)) - column[0]) / n)
    return [(sums[RESAMPLES // 40], sums[-1 - RESAMPLES // 40]) for sums in map(sorted, means)]
