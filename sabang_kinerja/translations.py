"""Compiles and checks translations without any program of the system.

python -m sabang_kinerja.translations compile   writes the .mo file beside each .po file
python -m sabang_kinerja.translations check     names what is not translated; exit code 1
"""

import sys
from pathlib import Path

import polib

LOCALES = Path(__file__).resolve().parents[1] / "locale"


def sources(locales: Path) -> list[Path]:
    """Return the .po files below ``locales``."""
    return sorted(locales.glob("*/LC_MESSAGES/*.po"))


def compile_all(locales: Path) -> None:
    """Write each .mo file anew; a reader never finds half of one."""
    for source in sources(locales):
        target = source.with_suffix(".mo")
        fresh = target.with_suffix(".mo.new")
        polib.pofile(str(source)).save_as_mofile(str(fresh))
        fresh.replace(target)


def untranslated(locales: Path) -> list[str]:
    """Return a line for each text that has no sure translation."""
    return [
        f"{source.relative_to(locales)}:{entry.linenum}: {entry.msgid}"
        for source in sources(locales)
        for entry in polib.pofile(str(source))
        if not entry.obsolete and (not entry.translated() or entry.fuzzy)
    ]


def main(arguments: list[str]) -> int:
    """Do what the first argument says."""
    if arguments == ["compile"]:
        compile_all(LOCALES)
        return 0
    if arguments == ["check"]:
        missing = untranslated(LOCALES)
        print("\n".join(missing) or "All texts are translated.")
        return 1 if missing else 0
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
