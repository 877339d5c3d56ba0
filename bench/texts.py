# SPDX-License-Identifier: GPL-2.0-or-later
"""A folder of files → samples of it, and passages of about a hundred words."""
import html.parser
import json
import os
import re
import shutil

MB = 1e6
LONGEST = 120   # words of a passage
READ = ('.txt', '.md', '.html', '.htm')


class Text(html.parser.HTMLParser):
    """What a page shows, paragraphs apart."""
    BLOCKS = {'p', 'div', 'li', 'tr', 'br', 'table', 'ul', 'ol', 'pre', 'section', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'}
    HIDDEN = {'script', 'style'}

    def __init__(self):
        super().__init__()
        self.parts, self.hidden = [], 0

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in self.HIDDEN
        if tag in self.BLOCKS:
            self.parts.append('\n\n')

    def handle_endtag(self, tag):
        self.hidden -= tag in self.HIDDEN
        self.handle_starttag(tag if tag in self.BLOCKS else '', ())

    def handle_data(self, data):
        if self.hidden <= 0:
            self.parts.append(data)


def read(path):
    with open(path, 'rb') as file:
        raw = file.read()
    try:
        text = raw.decode('utf8')
    except UnicodeDecodeError:
        text = raw.decode('cp1252', 'replace')
    if path.lower().endswith(('.html', '.htm')):
        page = Text()
        page.feed(text)
        text = ''.join(page.parts)
    return text


def find(folder):
    """[(path, bytes)] of the files that all engines can read, in order."""
    found = []
    for where, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(where, name)
            if name.lower().endswith(READ) and os.path.isfile(path):
                found.append((path, os.path.getsize(path)))
    return found


def sample(files, wanted):
    """Every so manyth file, about so many bytes together."""
    share = min(1, wanted / max(1, sum(size for _, size in files)))
    return [file for number, file in enumerate(files) if int(number * share) != int((number + 1) * share)]


def copy(files, folder, target):
    """The same tree below target. Copies, so that a changed one changes here only."""
    for path, _ in files:
        there = os.path.join(target, os.path.relpath(path, folder))
        os.makedirs(os.path.dirname(there), exist_ok=True)
        shutil.copyfile(path, there)


def pieces(text):
    """Paragraphs, long ones parted at the ends of sentences, endless sentences anywhere."""
    for paragraph in re.split(r'\n\s*\n', text):
        words = paragraph.split()
        while len(words) > LONGEST:
            end = next((at for at in range(LONGEST, LONGEST // 2, -1) if words[at - 1][-1] in '.!?»'), LONGEST)
            yield words[:end]
            words = words[end:]
        if words:
            yield words


def passages(text):
    held = []
    for words in pieces(text):
        if held and len(held) + len(words) > LONGEST:
            yield ' '.join(held)
            held = []
        held += words
    if held:
        yield ' '.join(held)


def write_passages(files, folder, path):
    """JSON lines. Returns their number and the bytes of their texts."""
    number = size = 0
    with open(path, 'w', encoding='utf8') as out:
        for file, _ in files:
            text = read(file)
            name, title = os.path.relpath(file, folder), text.lstrip().partition('\n')[0].strip(' #')[:100]
            for part, passage in enumerate(passages(text)):
                number += 1
                size += len(passage.encode('utf8', 'replace'))
                print(json.dumps({'id': f'{name}#{part}', 'title': title, 'text': passage}, ensure_ascii=False), file=out)
    return number, size
