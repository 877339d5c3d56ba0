# SPDX-License-Identifier: GPL-2.0-or-later
"""The figures as ratios to Limier's, drawn as SVG: dots on a logarithmic axis, a line for each figure."""
import html
import math

WIDTH, ROW, TOP = 560, 22, 70
COLOURS = ('#111111', '#d1495b', '#edae49', '#00798c', '#7b4fa3', '#5a9a3c', '#8c564b', '#3066be', '#999999')


def ratios(rows):
    """{who: ratio} for each column, from {who: [value]}; the first is the base."""
    base = next(iter(rows.values()))
    return [{who: values[at] / base[at] for who, values in rows.items() if values[at] and base[at]}
            for at in range(len(base))]


def text(x, y, what, more=''):
    return f'<text x="{x:.0f}" y="{y:.0f}" {more}>{html.escape(what)}</text>'


def draw(title, tables, path):
    """tables: [(title, columns, rows)], as for table.write."""
    lines = [(f'{name}: {column}', dots) for name, columns, rows in tables
             for column, dots in zip(columns, ratios(rows)) if len(dots) > 1]
    who = list(dict.fromkeys(name for _, dots in lines for name in dots))
    colour = {name: COLOURS[at % len(COLOURS)] for at, name in enumerate(who)}
    values = [math.log10(value) for _, dots in lines for value in dots.values()] or [0]
    low, high = min(math.floor(min(values)), -1), max(math.ceil(max(values)), 1)
    left = 30 + 7 * max((len(name) for name, _ in lines), default=0)
    bottom = TOP + ROW * len(lines)

    def place(logarithm):
        return left + WIDTH * (logarithm - low) / (high - low)

    svg = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + WIDTH + 190}" '
           f'height="{max(bottom, TOP + ROW * len(who)) + 40}" font-family="sans-serif" font-size="12">',
           '<rect width="100%" height="100%" fill="white"/>', text(10, 24, title, 'font-size="16"'),
           text(10, 44, 'times Limier; left of 1 is better than Limier')]
    for power in range(low, high + 1):
        x = place(power)
        svg.append(f'<line x1="{x:.0f}" x2="{x:.0f}" y1="{TOP - 10}" y2="{bottom}" '
                   f'stroke="{"#555" if power == 0 else "#ddd"}"/>')
        svg.append(text(x, bottom + 16, f'{10 ** power:g}', 'text-anchor="middle"'))
    for at, (name, dots) in enumerate(lines):
        y = TOP + ROW * at
        svg.append(text(left - 12, y + 4, name, 'text-anchor="end"'))
        svg += [f'<circle cx="{place(math.log10(value)):.1f}" cy="{y}" r="4" fill="{colour[one]}"/>'
                for one, value in dots.items()]
    for at, name in enumerate(who):
        y = TOP + ROW * at
        svg.append(f'<circle cx="{left + WIDTH + 25}" cy="{y}" r="4" fill="{colour[name]}"/>')
        svg.append(text(left + WIDTH + 36, y + 4, name))
    with open(path, 'w', encoding='utf8') as out:
        print('\n'.join([*svg, '</svg>']), file=out)
