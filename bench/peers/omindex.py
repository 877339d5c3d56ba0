# SPDX-License-Identifier: GPL-2.0-or-later
"""Omega's omindex, for folders. Its indexes are asked as any of Xapian's."""
import shutil

import stock_xapian
from peer import FILES, Peer, main


class Omindex(Peer):
    name = 'omindex'
    package = 'xapian-omega'
    takes = (FILES,)

    def installed(self):
        return shutil.which('omindex') is not None

    def index(self, index, source, kind):
        # Markdown is text here, and what the others read is read.
        return ['omindex', '--db', index, '--stemmer=french', '--empty-docs=index', '--mime-type=md:text/plain',
                '--url=/', source]

    def python(self):
        return stock_xapian.python_with_xapian()

    def query(self, index, queries, count):
        return super().query(index, queries, count) if self.python() else None

    def time(self, index, queries, count, rounds):
        return super().time(index, queries, count, rounds) if self.python() else None

    def cold(self, index, words):
        return stock_xapian.quest(index, words)


if __name__ == '__main__':
    main('omindex', None, stock_xapian.open_index)
