"""Checks gold files: ``python scripts/check_gold.py [GOLD_DIR]``; exit status 1 names problems.

Gold without its text beside it or in the shared file is skipped, with a note.
"""

from __future__ import annotations

import sys

from textmine.evaluate.__main__ import main

if __name__ == "__main__":
    directory = sys.argv[1] if len(sys.argv) > 1 else "corpora/gold"
    sys.exit(main([directory, "--check"]))
