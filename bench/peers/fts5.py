# SPDX-License-Identifier: GPL-2.0-or-later
"""SQLite FTS5: no stems, accents folded, bm25."""
import re
import shutil
import sqlite3

from peer import Peer, main


def written(kind, words):
    words = re.findall(r'\w+', words)
    if kind == 'phrase':
        return '"' + ' '.join(words) + '"'
    return (' AND ' if kind == 'and' else ' OR ').join(f'"{word}"' for word in words)


# The text is kept once, to be shown; the index alone does not need it.
SCHEMA = '''
create virtual table passage using fts5 (body, content='', tokenize='unicode61 remove_diacritics 2');
create table kept (rowid integer primary key, id text, text text);
'''
SEARCH = '''
select id, text, -score from (select rowid as hit, rank as score from passage where passage match ? order by rank limit ?)
join kept on kept.rowid = hit order by score
'''


class Fts5(Peer):
    name = 'SQLite FTS5'
    package = 'libsqlite3-0'

    def installed(self):
        options = sqlite3.connect(':memory:').execute('pragma compile_options')
        return ('ENABLE_FTS5',) in options.fetchall()

    def cold(self, index, words):
        if not shutil.which('sqlite3'):
            return None
        search = SEARCH.replace('?', "'" + written('or', words) + "'", 1).replace('?', '10')
        return ['sqlite3', index, search]


def make(index, passages):
    database = sqlite3.connect(index)
    database.executescript(SCHEMA)
    for number, (name, body, text) in enumerate(passages, 1):
        database.execute('insert into passage (rowid, body) values (?, ?)', (number, body))
        database.execute('insert into kept values (?, ?, ?)', (number, name, text))
    database.commit()
    database.close()


def open_index(index):
    database = sqlite3.connect(index)

    def search(kind, words, count):
        asked = written(kind, words)
        return database.execute(SEARCH, (asked, count)).fetchall() if asked else []
    return search


if __name__ == '__main__':
    main('fts5', make, open_index)
