# SPDX-License-Identifier: GPL-2.0-or-later
"""Lucene 8 with FrenchAnalyzer: positions, stored text, BM25 with k1 0.9 and b 0.4; the best ten, without
counting all. Written by so many threads, the text packed as by default or as small as can be."""
import glob
import os
import shutil
import subprocess
import sys

from peer import Peer

HERE = os.path.dirname(os.path.abspath(__file__))
JARS = ['/usr/share/java/lucene-core-8.*.jar', '/usr/share/java/lucene-analyzers-common-8.*.jar']


class Lucene(Peer):
    package = 'liblucene8-java default-jdk-headless'
    rounds = 20     # its compiler warms up, too

    def __init__(self, classes, threads=2, mode='BEST_SPEED', variant=False, titles=False):
        """classes: the folder for what is compiled. mode: of the default codec. titles: their words count in a field
        of their own as well, and k1 and b are as they come (1.2, 0.75), which suits long pages."""
        self.classes, self.threads, self.mode, self.variant = classes, threads, mode, variant
        self.last = ['titles'] if titles else []
        self.name = 'Lucene 8' + (', 1 thread' if threads == 1 else '') + (
            f', {mode}' if mode != 'BEST_SPEED' else '') + (', titles' if titles else '')

    def installed(self):
        if not all(map(glob.glob, JARS)) or not shutil.which('javac'):
            return False
        os.makedirs(self.classes, exist_ok=True)
        sources = [os.path.join(HERE, name) for name in ('LucenePeer.java', 'FlatJson.java')]
        return subprocess.run(['javac', '-encoding', 'UTF-8', '-cp', self.class_path(), '-d', self.classes, *sources],
                              stdout=sys.stderr, check=False).returncode == 0

    def class_path(self):
        return ':'.join([self.classes, *(jar for pattern in JARS for jar in sorted(glob.glob(pattern))[-1:])])

    def run(self, *arguments):
        return ['java', '-Xmx512m', '-cp', self.class_path(), 'LucenePeer', *arguments, *self.last]

    def index(self, index, source, kind):
        return self.run('index', index, source, str(self.threads), self.mode)

    def cold(self, index, words):
        return self.run('cold', index, words)
