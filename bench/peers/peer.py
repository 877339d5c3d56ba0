# SPDX-License-Identifier: GPL-2.0-or-later
"""What every runner is: how to index with an engine, and how to ask it.

A runner is a class below Peer. The drivers take commands from it and run them, so that what is measured
is the engine's own process wherever it has one. Engines that live in a library are run by their file:
    RUNNER index INDEX PASSAGES        one {"id", "title", "text"} a line
    RUNNER query INDEX QUERIES N       queries are id, tab, kind (or, and, phrase), tab, words;
                                       answers are TREC lines, at most N a query
    RUNNER time INDEX QUERIES N ROUNDS the same queries asked ROUNDS times by one process;
                                       each answer is a line {"id", "round", "ms", "hits"}
"""
import json
import os
import sys
import time

PASSAGES, FILES = 'passages', 'files'


class Peer:
    name = ''
    package = ''            # brings what is missing, on Debian
    takes = (PASSAGES,)
    accepted = (0,)         # exit codes of index(); others end the measurement
    variant = False         # an engine that stands among the others already, set to index in another way
    usual = True            # whether it takes part in a race when nobody is named
    ours = False            # Limier, without which there is nothing to compare with
    rounds = 10             # of one process that is timed, the first half of them to warm up

    def installed(self):
        """Whether the engine is there. Builds what has to be built."""
        return True

    def index(self, index, source, kind):
        """The command that makes or renews the index of a file of passages or a folder of files."""
        return self.run('index', index, source)

    def query(self, index, queries, count):
        return self.run('query', index, queries, str(count))

    def time(self, index, queries, count, rounds):
        """None: the engine has no process that answers many queries."""
        return self.run('time', index, queries, str(count), str(rounds))

    def cold(self, index, words):
        """A process of its own that answers one query with ten hits. None: there is none."""
        return None

    def run(self, *arguments):
        return [self.python(), '-B', sys.modules[type(self).__module__].__file__, *arguments]

    def python(self):
        return sys.executable


def read_passages(path):
    """(id, what is searched, what is kept to be shown)"""
    with open(path, encoding='utf8') as lines:
        for line in lines:
            passage = json.loads(line)
            title, text = passage.get('title') or '', passage['text']
            yield passage['id'], title + '\n' + text, text


def read_queries(path):
    with open(path, encoding='utf8') as lines:
        return [line.rstrip('\n').split('\t', 2) for line in lines]


def trec_line(query, document, rank, score, name):
    """Blanks part the columns, so those of an id are written as in a URL."""
    return f"{query} Q0 {document.replace(' ', '%20')} {rank} {score} {name}"


def timing_line(query, number, milliseconds, hits):
    return json.dumps({'id': query, 'round': number, 'ms': milliseconds, 'hits': hits})


def main(name, make, open_index):
    """The three commands of an engine in a library. make(index, passages) makes an index;
    open_index(index) gives a function (kind, words, n) → [(id, text, score)]."""
    command, index, source, *rest = sys.argv[1:]
    if command == 'index':
        os.makedirs(os.path.dirname(os.path.abspath(index)), exist_ok=True)
        make(index, read_passages(source))
        return
    search, queries, count = open_index(index), read_queries(source), int(rest[0])
    if command == 'query':
        for query, kind, words in queries:
            for rank, (document, _, score) in enumerate(search(kind, words, count), 1):
                print(trec_line(query, document, rank, score, name))
    elif command == 'time':
        for number in range(int(rest[1])):
            for query, kind, words in queries:
                begin = time.perf_counter()
                hits = len(search(kind, words, count))
                print(timing_line(query, number, (time.perf_counter() - begin) * 1000, hits))
