# SPDX-License-Identifier: GPL-2.0-or-later
"""Queries made from the passages themselves, always the same from the same passages.

No word is in them that some engine passes over: others would have more to do, and a phrase would be another."""
import collections
import json
import random
import re

KINDS = ('or', 'and', 'phrase', 'common', 'rare')
READ = 20000    # passages, spread over all
# Not what is before an apostrophe: what of aujourd'hui is a word is not the same to all.
WORD = r'\b([^\W\d_]{4,})\b(?![\'’])'
# Stop words of Snowball or of Limier that have four letters or more and are not rare.
PASSED_OVER = set("""
aient auquel aura aurai auraient aurais aurait aurez auriez aurions aurons auront auxquelles auxquels avaient
avais avait avec avez aviez avions avoir avons ayant ayez ayons ceci cela celle celles celui cette ceux chez
combien comme comment dans depuis desquelles desquels donc dont duquel elle elles entre étaient étais était
étant étée étées êtes étés étiez étions être eurent eusse eussent furent fussent jusqu jusque laquelle lequel
lesquelles lesquels leur leurs lors lorsqu lorsque mais même notre nous parce pour pourquoi puisqu puisque quand
quel quelle quelles quels quoi quoiqu quoique sans sera serai seraient serais serait serez seriez serions serons
seront soient sois soit sommes sont sous soyez soyons suis très vers voici voilà votre vous
""".split())


def words_of(text):
    return [word for word in re.findall(WORD, text.lower()) if word not in PASSED_OVER]


def choose(path, total):
    """Some passages' texts."""
    step = max(1, total // READ)
    with open(path, encoding='utf8') as lines:
        return [json.loads(line)['text'] for number, line in enumerate(lines) if number % step == 0]


def neighbours(text, chance):
    """Two words that stand side by side, or none."""
    pairs = [pair for pair in re.findall(f'(?={WORD} {WORD})', text.lower())
             if PASSED_OVER.isdisjoint(pair)]
    return ' '.join(chance.choice(pairs)) if pairs else ''


def make(path, total, count):
    """[(id, kind, words)], count of each kind. common and rare are single words."""
    texts, chance = choose(path, total), random.Random(1)
    found_in = collections.Counter(word for text in texts for word in set(words_of(text)))
    by_count = sorted(found_in, key=lambda word: (-found_in[word], word))
    rare = [word for word in by_count if 2 <= found_in[word] <= 3]
    some = {'common': by_count[:count], 'rare': chance.sample(rare, min(count, len(rare)))}
    for kind in 'or', 'and', 'phrase':
        some[kind] = []
    for text in chance.choices(texts, k=20 * count):
        words = [word for word in dict.fromkeys(words_of(text)) if found_in[word] <= len(texts) / 10]
        if len(words) >= 3:
            some['or'].append(' '.join(chance.sample(words, 3)))
            some['and'].append(' '.join(chance.sample(words, 2)))
        if pair := neighbours(text, chance):
            some['phrase'].append(pair)
    return [(f'{kind}{number}', kind, words) for kind in KINDS for number, words in enumerate(some[kind][:count])]


def write(queries, path):
    """As runners read them: the kind is what the engine is asked to do."""
    with open(path, 'w', encoding='utf8') as out:
        for query, kind, words in queries:
            print(query, kind if kind in ('and', 'phrase') else 'or', words, sep='\t', file=out)
