"""All benchmarks, or those that are named.

script/bench                            all of them
script/bench pages --employees 300      one, with its own arguments
"""

import sys
from importlib import import_module

NAMES = (
    "pages",
    "letters",
    "job",
    "papers",
    "bulk",
    "gate",
    "estimates",
    "period",
    "rounds",
    "attendance",
    "summaries",
)


def main(arguments: list[str]) -> None:
    """Run the benchmark that the first argument names, or each of them."""
    chosen, rest = (arguments[:1], arguments[1:]) if arguments else (NAMES, [])
    if not set(chosen) <= set(NAMES):
        sys.exit(f"Benchmarks: {', '.join(NAMES)}")
    for name in chosen:
        sys.stdout.write(f"\n== {name}\n")
        sys.stdout.flush()
        import_module(f"benchmarks.{name}").main(rest)


if __name__ == "__main__":
    main(sys.argv[1:])
