#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Packages → files of French text: unpack_text.py SET PACKAGE-FOLDER TEXT-FOLDER"""
import glob
import gzip
import html
import json
import os
import re
import struct
import sys
import unicodedata

SHORTEST = 40   # characters of a text that is worth a file


def clean(text):
    text = re.sub(r'[ \t\r\f\v\u00a0\u202f]+', ' ', unicodedata.normalize('NFC', text))
    return re.sub(r'\n{3,}', '\n\n', re.sub(r' *\n *', '\n', text)).strip()


def strip_markup(text):
    text = re.sub(r'(?i)<(br|/p|/li|/h\d|/tr|/div|/ul|/ol|/table)[^>]*>', '\n', text)
    return clean(html.unescape(re.sub(r'<[^>]+>', '', text)))


def slug(text):
    text = unicodedata.normalize('NFKD', text.replace('œ', 'oe').replace('æ', 'ae')).lower()
    return re.sub(r'[^a-z0-9]+', '-', ''.join(c for c in text if not unicodedata.combining(c))).strip('-')[:50] or 'x'


def littre(source):
    """StarDict's dictionary, an entry a file."""
    base = os.path.join(source, 'usr/share/stardict/dic/XMLittre')
    with gzip.open(base + '.dict.dz') as packed, open(base + '.idx', 'rb') as table:
        body, index = packed.read(), table.read()
    seen, at = set(), 0
    while at < len(index):
        end = index.index(b'\0', at)
        word, place = index[at:end].decode(), struct.unpack('>II', index[end + 1:end + 9])
        at = end + 9
        if place not in seen:
            seen.add(place)
            name = slug(word)
            yield f'{name[:2].strip("-")}/{name}-{place[0]}.txt', word, strip_markup(
                body[place[0]:sum(place)].decode('utf8', 'replace'))


def title_of(node):
    return ' '.join(clean(node['data'].get('title') or '').split())


def article(node):
    data = node['data']
    text = data.get('texteHtml') or data.get('content') or data.get('texte') or ''
    return f"Article {data.get('num') or ''}".strip(), strip_markup(text)


def markdown(node, depth=2):
    for child in node.get('children') or []:
        if child['type'] == 'article':
            yield '#' * min(depth, 6) + ' %s\n\n%s\n' % article(child)
        else:
            yield '#' * min(depth, 6) + f' {title_of(child)}\n'
            yield from markdown(child, depth + 1)


def load(source, pattern):
    for path in sorted(glob.glob(os.path.join(source, 'package/data', pattern))):
        with open(path, encoding='utf8') as data:
            yield json.load(data)


def kali(source):
    """Collective agreements: a file for each base text, annex and amendment."""
    for agreement in load(source, 'KALICONT*.json'):
        name = title_of(agreement)
        folder = f"{int(agreement['data'].get('num') or 0):04d}-{slug(name)}"
        for part in agreement['children']:
            whole = title_of(part).startswith('Texte de base')
            for number, text in enumerate([part] if whole else part.get('children') or []):
                heading, body = article(text) if text['type'] == 'article' else (
                    title_of(text), '\n'.join(markdown(text)))
                yield f'{folder}/{slug(title_of(part))[:20]}-{number:03d}.md', f'# {heading}\n\n{name}', body


def legi(source):
    """Law: an article a file."""
    def walk(node, above):
        for child in node.get('children') or []:
            if child['type'] == 'article':
                yield above, child
            else:
                yield from walk(child, [*above, title_of(child)])
    for code in load(source, 'LEGITEXT*.json'):
        name = title_of(code)
        for number, (above, node) in enumerate(walk(code, [name])):
            heading, text = article(node)
            yield f'{slug(name)}/{number // 500:02d}/{slug(heading)}-{number}.txt', '\n'.join(
                [*above, '', heading]), text


def main():
    name, source, target = sys.argv[1:]
    for path, head, text in {'littre': littre, 'kali': kali, 'legi': legi}[name](source):
        if len(text) >= SHORTEST:
            path = os.path.join(target, path)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, 'w', encoding='utf8') as out:
                out.write(f'{head}\n\n{text}\n')


if __name__ == '__main__':
    main()
