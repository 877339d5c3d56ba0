# SPDX-License-Identifier: GPL-2.0-or-later
"""Tables for eyes: a number, and how many times Limier's it is."""


def number(value):
    if value is None:
        return '-'
    return f'{value:.0f}' if value >= 100 else f'{value:.1f}' if value >= 10 else f'{value:.3g}'


def cell(value, base):
    if value is None or not base:
        return number(value)
    return f'{number(value)} ×{number(value / base)}'


def align(lines, out):
    """Lines of cells, the first of each to the left, and an empty line."""
    widths = [max(map(len, column)) for column in zip(*lines)]
    for line in lines:
        print('  '.join([line[0].ljust(widths[0]), *(text.rjust(width) for text, width in zip(line[1:], widths[1:]))])
              .rstrip(), file=out)
    print(file=out, flush=True)


def write(title, columns, rows, out):
    """rows: {who: [value]}; the first is what the others are compared with."""
    base = next(iter(rows.values()))
    lines = [[title, *columns]]
    for who, values in rows.items():
        first = values is base
        lines.append([who, *(cell(value, None if first else one) for value, one in zip(values, base))])
    align(lines, out)
