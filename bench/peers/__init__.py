# SPDX-License-Identifier: GPL-2.0-or-later
"""The engines that Limier is compared with."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from fts5 import Fts5                   # noqa: E402
from limier import Limier, as_input               # noqa: E402
from lucene import Lucene               # noqa: E402
from omindex import Omindex             # noqa: E402
from peer import FILES, PASSAGES        # noqa: E402
from recoll import Recoll               # noqa: E402
from stock_xapian import StockXapian    # noqa: E402


def installed(peers):
    """Those that are there; for the others, a line on standard error that says what brings them."""
    found = []
    for peer in peers:
        if peer.installed():
            found.append(peer)
        else:
            print(f'{peer.name} is left out: install {peer.package}', file=sys.stderr)
    return found


def all_peers(classes):
    return [Lucene(classes), Lucene(classes, mode='BEST_COMPRESSION', variant=True),
            Lucene(classes, threads=1, variant=True), Fts5(), StockXapian(), Omindex(), Recoll()]
