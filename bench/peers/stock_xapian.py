# SPDX-License-Identifier: GPL-2.0-or-later
"""Xapian as it comes: TermGenerator and QueryParser with the French stemmer."""
import functools
import os
import shutil
import subprocess
import sys

from peer import Peer, main


@functools.lru_cache(maxsize=None)
def python_with_xapian():
    """The binding belongs to the system's Python, which need not be the first one. None: there is none."""
    for python in sys.executable, '/usr/bin/python3':
        if os.path.exists(python) and not subprocess.run(
                [python, '-c', 'import xapian'], stderr=subprocess.DEVNULL, check=False).returncode:
            return python
    return None


class StockXapian(Peer):
    name = 'Xapian, stock'
    package = 'python3-xapian'
    usual = False   # it takes longer than all others together

    def installed(self):
        return python_with_xapian() is not None

    def python(self):
        return python_with_xapian()

    def cold(self, index, words):
        return quest(index, words)


def quest(index, words):
    if not shutil.which('quest'):
        return None
    return ['quest', '-d', index, '-s', 'french', '-m', '10', words]


def make(index, passages):
    import xapian
    database = xapian.WritableDatabase(index, xapian.DB_CREATE_OR_OVERWRITE)
    generator = xapian.TermGenerator()
    generator.set_stemmer(xapian.Stem('fr'))
    for name, body, text in passages:
        document = xapian.Document()
        document.set_data(name + '\n' + text)
        generator.set_document(document)
        generator.index_text(body)
        database.add_document(document)
    database.commit()
    database.close()


def open_index(index):
    import xapian
    database = xapian.Database(index)
    enquire = xapian.Enquire(database)
    parser = xapian.QueryParser()
    parser.set_database(database)
    parser.set_stemmer(xapian.Stem('fr'))
    parser.set_stemming_strategy(xapian.QueryParser.STEM_SOME)

    def search(kind, words, count):
        parser.set_default_op(xapian.Query.OP_AND if kind == 'and' else xapian.Query.OP_OR)
        asked = f'"{words}"' if kind == 'phrase' else words
        enquire.set_query(parser.parse_query(asked, xapian.QueryParser.FLAG_PHRASE))
        hits = []
        for match in enquire.get_mset(0, count):
            name, _, text = match.document.get_data().decode('utf8', 'replace').partition('\n')
            hits.append((name, text, match.weight))
        return hits
    return search


if __name__ == '__main__':
    main('xapian', make, open_index)
