"""Several PDFs behind each other in one, with a bookmark for each and the tags of all."""

from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any, BinaryIO, Final, cast

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, String

LANGUAGE: Final = "id"


def join(parts: Iterable[tuple[str, Path]], into: IO[bytes], *, title: str) -> None:
    """Write the pages of all ``parts``, names with files, into one PDF.

    The files are tagged as ours are: one flat list says what belongs to which mark. Each becomes a
    part of a common tree, so that who hears the file finds headings and tables as in the single
    one. It is for reading and printing: no archive format, and without signatures.

    Raises: ``pikepdf.PdfError`` when a file is no PDF.
    """
    with pikepdf.new() as joined:
        document = joined.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, K=Array())
        )
        marks, bookmarks = Array(), []
        for place, (name, path) in enumerate(parts):
            with pikepdf.open(path) as one:
                bookmarks.append(OutlineItem(name, len(joined.pages)))
                _set_apart(one, place, first_mark=len(marks) // 2)
                joined.pages.extend(one.pages)
                _take_tree(joined, one, document, marks)
        tree = joined.make_indirect(
            Dictionary(
                Type=Name.StructTreeRoot,
                K=document,
                ParentTree=Dictionary(Nums=marks),
                ParentTreeNextKey=len(marks) // 2,
            )
        )
        document.P = tree
        joined.Root.StructTreeRoot = tree
        joined.Root.MarkInfo = Dictionary(Marked=True)
        joined.Root.Lang = String(LANGUAGE)
        joined.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        with joined.open_metadata() as metadata:
            metadata["dc:title"] = title
        with joined.open_outline() as outline:
            outline.root.extend(bookmarks)
        joined.save(cast("BinaryIO", into), object_stream_mode=pikepdf.ObjectStreamMode.generate)


def _set_apart(one: pikepdf.Pdf, place: int, *, first_mark: int) -> None:
    """Give the marks of a file numbers, and its headings names, that no other file has."""
    for page in one.pages:
        for marked, key in [
            (page.obj, Name.StructParents),
            *((note, Name.StructParent) for note in page.obj.get("/Annots", Array())),
        ]:
            if key in marked:
                marked[key] = int(marked[key]) + first_mark
    for thing in one.objects:
        if isinstance(thing, Dictionary) and thing.get("/Type") == Name.StructElem:
            if "/ID" in thing:
                thing.ID = String(f"{place}-{thing.ID}")
            for said in _each(thing.get("/A", Array())):
                if "/Headers" in said:
                    said.Headers = Array(String(f"{place}-{name}") for name in said.Headers)


def _take_tree(joined: pikepdf.Pdf, one: pikepdf.Pdf, document: Dictionary, marks: Array) -> None:
    """Put the tree of a file, whose pages have come already, below the common document."""
    tree = one.Root.StructTreeRoot
    for kid in _each(tree.K):
        kid.S = Name.Part
        del kid.P  # or the whole tree would come along
        part = joined.copy_foreign(kid)
        part.P = document
        document.K.append(part)
    numbers = tree.ParentTree.Nums
    first = len(marks) // 2
    for place in range(0, len(numbers), 2):
        below = numbers[place + 1]
        marks.append(int(numbers[place]) + first)
        marks.append(
            joined.copy_foreign(below)
            if below.is_indirect
            else Array(joined.copy_foreign(element) for element in below)
        )


def _each(value: Any) -> Iterable[Any]:
    return value if isinstance(value, Array) else [value]
