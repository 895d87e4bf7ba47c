"""``python -m textmine`` is ``textmine``."""

from textmine.cli.main import run

if __name__ == "__main__":
    run()
