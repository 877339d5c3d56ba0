# SPDX-License-Identifier: GPL-2.0-or-later
"""Recoll, for folders. Its index is a configuration folder with a Xapian database in it."""
import os
import shutil
import subprocess
import sys
import urllib.parse

from peer import FILES, Peer, read_queries, trec_line


class Recoll(Peer):
    name = 'Recoll'
    package = 'recollcmd'
    takes = (FILES,)
    accepted = (0, 1)

    def installed(self):
        return all(shutil.which(tool) for tool in ('recollindex', 'recollq'))

    def index(self, index, source, kind):
        os.makedirs(index, exist_ok=True)
        with open(os.path.join(index, 'recoll.conf'), 'w', encoding='utf8') as out:
            out.write(f'topdirs = "{os.path.abspath(source)}"\nindexstemminglanguages = french\nloglevel = 1\n')
        with open(os.path.join(index, 'mimemap'), 'w', encoding='utf8') as out:
            out.write('.md = text/plain\n')
        return ['recollindex', '-c', index]

    def time(self, index, queries, count, rounds):
        return None

    def cold(self, index, words):
        return command(index, 'or', words, 10)


def command(index, kind, words, count):
    how = ['-q', f'"{words}"'] if kind == 'phrase' else ['-a' if kind == 'and' else '-o', words]
    return ['recollq', '-c', index, '-n', str(count), '-s', 'french', '-N', '-F', 'url', *how]


def main():
    """Only "query": one process a query."""
    _, index, queries, count = sys.argv[1:]
    for query, kind, words in read_queries(queries):
        answer = subprocess.run(command(index, kind, words, count), stdout=subprocess.PIPE, text=True, check=False)
        urls = [line.split('file://', 1)[1] for line in answer.stdout.splitlines() if 'file://' in line]
        for rank, url in enumerate(urls, 1):
            print(trec_line(query, urllib.parse.unquote(url.strip()), rank, -rank, 'recoll'))


if __name__ == '__main__':
    main()
