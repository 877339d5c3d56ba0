# SPDX-License-Identifier: GPL-2.0-or-later
"""The tables drawn as SVG, on a ground of its own: dots for the ratios to Limier, lines for growth; all axes
are logarithmic."""
import html
import math

LEFT, WIDTH, ROW, MARGIN = 270, 640, 18, 20
PANEL, HIGH, GAP, ACROSS = 255, 150, 55, 3
COLOURS = ('#111111', '#d1495b', '#e08e0b', '#00798c', '#7b4fa3', '#5a9a3c', '#8c564b', '#3066be', '#777777',
           '#c2185b', '#26a69a', '#9e9d24')
INK, FAINT = '#222222', '#dddddd'
# Columns that are no times, sizes or the like of an engine: where less is not better.
PASSED_OVER = ('hits', 'same: calls/file')


def text(x, y, what, more=''):
    return f'<text x="{x:.0f}" y="{y:.0f}" {more}>{html.escape(what)}</text>'


def line(x1, y1, x2, y2, colour):
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}"/>'


def dot(x, y, colour, radius=4):
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{colour}" fill-opacity="0.85"/>'


def short(value):
    return f'{value:.3g}' if 1e-4 <= value < 1e5 else f'{value:.0e}'


def ratios(rows):
    """{who: ratio} for each column, from {who: [value]}; the first is the base."""
    base = next(iter(rows.values()))
    return [{who: values[at] / base[at] for who, values in rows.items() if values[at] and base[at]}
            for at in range(len(base))]


def legend(who, colour, svg):
    """Returns where it ends."""
    x, y = MARGIN, 62
    for name in who:
        wide = 32 + 7.4 * len(name)
        if x + wide > LEFT + WIDTH:
            x, y = MARGIN, y + 20
        svg += [dot(x + 5, y - 4, colour[name], 5), text(x + 16, y, name)]
        x += wide
    return y + 34


def dots(groups, colour, top, svg):
    """A row for each column of a table, from a hundredth to a thousand times, or as far as need be."""
    values = [math.log10(value) for _, rows in groups for _, some in rows for value in some.values()] or [0]
    low, high = min(math.floor(min(values)), -1), max(math.ceil(max(values)), 1)

    def place(logarithm):
        return LEFT + WIDTH * (logarithm - low) / (high - low)

    y, marks = top, []
    for title, rows in groups:
        marks.append(text(MARGIN, y + 4, title, 'font-weight="bold"'))
        y += ROW
        for name, some in rows:
            marks += [text(LEFT - 14, y + 4, name, 'text-anchor="end"'), line(LEFT, y, LEFT + WIDTH, y, '#f0f0f0')]
            marks += [dot(place(math.log10(value)), y, colour[who]) for who, value in some.items()]
            y += ROW
        y += ROW / 2
    for power in range(low, high + 1):
        x = place(power)
        svg += [line(x, top + ROW / 2, x, y, '#777777' if power == 0 else FAINT),
                text(x, top, f'×{10 ** power:g}', 'text-anchor="middle"'),
                text(x, y + 14, f'×{10 ** power:g}', 'text-anchor="middle"')]
    svg += marks
    return y + 40


def panel(title, lines, colour, x, y, svg):
    """lines: {who: [(mb, value)]}"""
    across = [math.log10(mb) for points in lines.values() for mb, _ in points]
    up = [math.log10(value) for points in lines.values() for _, value in points]
    # Never less than a decade, so that noise looks small.
    middle, half = (min(up) + max(up)) / 2, max((max(up) - min(up)) / 2, 0.5)

    def place(point):
        mb, value = map(math.log10, point)
        return (x + PANEL * (mb - min(across)) / ((max(across) - min(across)) or 1),
                y + HIGH / 2 - HIGH / 2 * (value - middle) / half)

    svg.append(text(x, y - 10, title, 'font-weight="bold"'))
    for power in range(math.ceil(middle - half), math.floor(middle + half) + 1):
        _, there = place((10 ** across[0], 10 ** power))
        svg += [line(x, there, x + PANEL, there, FAINT), text(x - 6, there + 4, short(10 ** power), 'text-anchor="end"')]
    for mb in sorted(set(across)):
        there, _ = place((10 ** mb, 10 ** middle))
        svg += [line(there, y, there, y + HIGH, FAINT),
                text(there, y + HIGH + 16, f'{10 ** mb:.0f} MB', 'text-anchor="middle"')]
    for who, points in lines.items():
        at = [place(point) for point in points]
        svg.append(f'<polyline points="{" ".join(f"{a:.1f},{b:.1f}" for a, b in at)}" fill="none" stroke="{colour[who]}" '
                   'stroke-width="1.6"/>')
        svg += [dot(a, b, colour[who], 3) for a, b in at]


def growing(growth):
    """{figure: {who: [(mb, value)]}} of what was measured at all sizes."""
    last = growth[-1][1] if len(growth) > 1 else {}
    found = {}
    for who, mine in last.items():
        for figure in mine:
            points = [(mb, here.get(who, {}).get(figure)) for mb, here in growth]
            if all(value for _, value in points):
                found.setdefault(figure, {})[who] = points
    return found


def draw(tables, growth, path):
    """tables: [(title, columns, rows)], as for table.write; growth: [(mb, {who: {figure: value}})]."""
    groups = [(title, [(column, some) for column, some in zip(columns, ratios(rows))
                       if len(some) > 1 and column not in PASSED_OVER]) for title, columns, rows in tables
              if not title.startswith(('growth', 'analysis', 'CPU s per MB', '1 passage', '--batch'))]
    groups = [group for group in groups if group[1]]
    curves = growing(growth)
    who = list(dict.fromkeys([name for _, rows in groups for _, some in rows for name in some] +
                             [name for some in curves.values() for name in some]))
    colour = {name: COLOURS[at % len(COLOURS)] for at, name in enumerate(who)}
    svg = [text(MARGIN, 32, 'Limier and others: times the first row of each table, Limier; left of ×1 is less',
                'font-size="16"')]
    y = dots(groups, colour, legend(who, colour, svg), svg)
    if curves:
        svg.append(text(MARGIN, y, 'As the text grows; queries and processes in ms', 'font-size="16"'))
        y += 50
        for at, (figure, lines) in enumerate(curves.items()):
            panel(figure, lines, colour, 60 + at % ACROSS * (PANEL + GAP), y + at // ACROSS * (HIGH + 70), svg)
        y += math.ceil(len(curves) / ACROSS) * (HIGH + 70)
    with open(path, 'w', encoding='utf8') as out:
        print(f'<svg xmlns="http://www.w3.org/2000/svg" width="{LEFT + WIDTH + 2 * MARGIN + 10}" height="{y:.0f}" '
              f'font-family="sans-serif" font-size="12" fill="{INK}">', '<rect width="100%" height="100%" fill="white"/>',
              *svg, '</svg>', sep='\n', file=out)
