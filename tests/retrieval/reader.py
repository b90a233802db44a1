"""Searches for each line that it reads, in a process of its own, as an API process does."""

import sys
from pathlib import Path

from retrieval.search import ShopIndex
from tests.retrieval.fakes import WordEmbedder


def main() -> None:
    """Answer each query with the title of the first hit until the input ends."""
    index = ShopIndex(Path(sys.argv[1]), WordEmbedder())
    for line in sys.stdin:
        sys.stdout.write(f"{index.search(line.strip(), limit=1).hits[0].product.title}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
