# SPDX-License-Identifier: GPL-2.0-or-later
"""What is measured on a folder of files: indexing it, indexing it again, and a process for one query."""
import itertools

import measure
import passages
import peers
import rounds
import texts


def change(path):
    with open(path, 'a', encoding='utf8') as out:
        out.write('\nUne phrase de plus.\n')


def renewal(bench, takers, where, folder):
    """Nothing changed, then one file more each round."""
    rounds.say('  nothing changed')
    same = rounds.renew(takers, where, folder, peers.FILES, bench.runs, lambda: None)
    rounds.say('  one file changed')
    changes = itertools.cycle(texts.find(folder))
    one = rounds.renew(same, where, folder, peers.FILES, bench.runs, lambda: change(next(changes)[0]))
    calls = measure.system_calls(bench.limier.index(where(bench.limier), folder, peers.FILES), bench.limier.accepted)
    rows = {peer.name: [same[peer]['wall'], same[peer]['cpu'],
                        calls / len(bench.files) if calls and peer is bench.limier else None,
                        figures['wall'], figures['cpu']] for peer, figures in one.items()}
    bench.add_table('indexed again', ('same: wall s', 'same: CPU s', 'same: calls/file', 'one changed: wall s',
                                      'one changed: CPU s'), rows)


def measure_files(bench, sample):
    """sample: the passages of the same files."""
    folder, where = bench.path('files'), bench.where(peers.FILES)
    rounds.say(f'{len(bench.files)} files')
    texts.copy(bench.files, bench.folder, folder)
    figures = rounds.index(bench.takers(peers.FILES), where, folder, peers.FILES, bench.runs)
    bench.add_table(f'{len(bench.files)} files, {sample.size / texts.MB:.0f} MB', passages.INDEX_COLUMNS,
                    passages.index_rows(figures, sample.size), 'files')
    asked = sample.cold_words(bench.each)
    askers = [bench.fast, *(peer for peer in figures if not peer.variant)]
    times = rounds.cold([peer for peer in askers if asked and peer.cold(where(peer), asked[0])], where, asked)
    passages.cold_table(bench, 'files', times)
    renewal(bench, list(figures), where, folder)
