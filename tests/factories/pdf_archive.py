"""A strict check of PDF/A-3a (ISO 19005-3) and of the tags, without another program.

It reads what a validator reads: header, trailer, metadata, colours, fonts with the glyphs that the
pages use, actions, annotations, attachments, and for level A that every mark on a page is tagged or
an artifact and that the tree is well-formed. Each finding names its clause.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Stream

ALLOWED_ACTIONS = {"/GoTo", "/URI", "/GoToR", "/Named", "/Thread", "/SubmitForm"}
FORBIDDEN_FILTERS = {"/LZWDecode", "/Crypt"}
KNOWN_TAGS = {
    *("/Document", "/Part", "/Art", "/Sect", "/Div", "/BlockQuote", "/Caption", "/TOC", "/TOCI"),
    *("/Index", "/NonStruct", "/Private", "/P", "/H", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6"),
    *("/L", "/LI", "/Lbl", "/LBody", "/Table", "/TR", "/TH", "/TD", "/THead", "/TBody", "/TFoot"),
    *("/Span", "/Quote", "/Note", "/Reference", "/BibEntry", "/Code", "/Link", "/Annot", "/Figure"),
    *("/Formula", "/Form", "/Ruby", "/RB", "/RT", "/RP", "/Warichu", "/WT", "/WP"),
}
PARENTS = {
    "/TR": {"/Table", "/THead", "/TBody", "/TFoot"},
    "/TH": {"/TR"},
    "/TD": {"/TR"},
    "/THead": {"/Table"},
    "/TBody": {"/Table"},
    "/TFoot": {"/Table"},
    "/LI": {"/L"},
    "/LBody": {"/LI"},
    "/TOCI": {"/TOC"},
}
PAINTS = {
    *("Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "EI"),
    "INLINE IMAGE",
}


def findings(pdf: bytes) -> list[str]:
    """What a file breaks, one line each; empty for one that keeps every rule checked."""
    found = [*_bytes(pdf)]
    with pikepdf.open(BytesIO(pdf)) as document:
        found += document.check_pdf_syntax()
        for check in (_metadata, _colours, _objects, _fonts, _pages, _attachments, _tree):
            found += check(document)
    return found


def reading_findings(pdf: bytes) -> list[str]:
    """What a file breaks of the tags and marks alone: for one that is no archive format."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return [*document.check_pdf_syntax(), *_pages(document), *_tree(document)]


def _bytes(pdf: bytes) -> Iterator[str]:
    lines = pdf.split(b"\n", 2)
    if not lines[0].startswith(b"%PDF-1.") or lines[0][7:8] not in b"01234567":
        yield "6.1.2 header names no version 1.0 to 1.7"
    if not lines[1].startswith(b"%") or sum(byte > 127 for byte in lines[1][:5]) < 4:
        yield "6.1.2 no comment of four high bytes after the header"
    if not pdf.rstrip(b"\r\n").endswith(b"%%EOF"):
        yield "6.1.3 something stands after the end of the file"


def _metadata(document: pikepdf.Pdf) -> Iterator[str]:
    root, trailer = document.Root, document.trailer
    if "/Encrypt" in trailer:
        yield "6.1.3 encrypted"
    if "/ID" not in trailer or len(trailer.ID) != 2:
        yield "6.1.3 no file identifier"
    if "/Metadata" not in root:
        yield "6.6.2 no metadata"
        return
    with document.open_metadata() as metadata:
        if (metadata.get("pdfaid:part"), metadata.get("pdfaid:conformance")) != ("3", "A"):
            yield "6.6.4 metadata do not say PDF/A-3a"
        for key, name in (("/Title", "dc:title"), ("/Producer", "pdf:Producer")):
            own = document.docinfo.get(key)
            if own is not None and str(own) != metadata.get(name):
                yield f"6.6.3 {key} and {name} differ"
        if not metadata.get("dc:title"):
            yield "6.6.3 no title"
    if not str(root.get("/Lang", "")):
        yield "6.7.4 no language"
    if "/MarkInfo" not in root or not root.MarkInfo.get("/Marked", False):
        yield "6.7.2 not marked as tagged"


def _colours(document: pikepdf.Pdf) -> Iterator[str]:
    intents = document.Root.get("/OutputIntents", Array())
    profiles = [one.DestOutputProfile for one in intents if str(one.S) == "/GTS_PDFA1"]
    if len(profiles) != 1 or profiles[0].N != 3:
        yield "6.2.3 no single output intent with an RGB profile"
        return
    if profiles[0].read_bytes()[36:40] != b"acsp":
        yield "6.2.3 the profile is none"


def _inside(item: Any) -> Iterator[Dictionary | Stream]:
    """A dictionary and those that are written inside it; references lead elsewhere."""
    if isinstance(item, (Dictionary, Stream)):
        yield item
        inner = [one for _key, one in item.items()]
    else:
        inner = list(item) if isinstance(item, Array) else []
    for one in inner:
        if isinstance(one, (Dictionary, Array)) and not one.is_indirect:
            yield from _inside(one)


def _objects(document: pikepdf.Pdf) -> Iterator[str]:
    for item in (one for top in document.objects for one in _inside(top)):
        filters = item.get("/Filter", Array()) if isinstance(item, Stream) else Array()
        names = {str(one) for one in (filters if isinstance(filters, Array) else [filters])}
        if names & FORBIDDEN_FILTERS:
            yield "6.1.7 a filter that is not allowed"
        if isinstance(item, Stream) and {"/F", "/FFilter"} & set(item.keys()):
            yield "6.1.7 a stream outside the file"
        kind, sub = str(item.get("/Type", "")), str(item.get("/Subtype", ""))
        if "/S" in item and kind in ("", "/Action") and "/JavaScript" in str(item.S):
            yield "6.5.1 JavaScript"
        if kind == "/Action" and str(item.get("/S")) not in ALLOWED_ACTIONS:
            yield f"6.5.1 action {item.S}"
        if "/AA" in item and kind in ("/Catalog", "/Page"):
            yield "6.5.2 additional actions"
        if sub == "/PS" or (sub == "/Form" and ({"/OPI", "/Ref", "/PS"} & set(item.keys()))):
            yield "6.2.9 a form that is not allowed"
        if sub == "/Image":
            if item.get("/Interpolate", False) or {"/Alternates", "/OPI"} & set(item.keys()):
                yield "6.2.8 an image that is smoothed or has alternates"
            if "CMYK" in str(item.get("/ColorSpace", "")):
                yield "6.2.4 CMYK under an RGB output intent"
        if kind == "/ExtGState" and ({"/TR", "/HTP"} & set(item.keys())):
            yield "6.2.5 a graphics state that is not allowed"


def _fonts(document: pikepdf.Pdf) -> Iterator[str]:
    for item in document.objects:
        if not isinstance(item, Dictionary) or str(item.get("/Type", "")) != "/Font":
            continue
        sub = str(item.get("/Subtype", ""))
        if sub == "/Type0":
            if "/ToUnicode" not in item:
                yield f"6.2.11.7 {item.BaseFont} has no Unicode map"
            if str(item.Encoding) not in ("/Identity-H", "/Identity-V"):
                yield f"6.2.11.3 {item.BaseFont} has another encoding than Identity"
            (inner,) = item.DescendantFonts
            if str(inner.BaseFont) != str(item.BaseFont).removesuffix("-Identity-H"):
                yield f"6.2.11.3 {item.BaseFont} and its descendant differ in name"
        elif sub.startswith("/CIDFont"):
            descriptor = item.FontDescriptor
            if not {"/FontFile2", "/FontFile3"} & set(descriptor.keys()):
                yield f"6.2.11.4 {item.BaseFont} is not embedded"
            if sub == "/CIDFontType2" and "/CIDToGIDMap" not in item:
                yield f"6.2.11.3 {item.BaseFont} maps no glyphs"
            if "/W" not in item:
                yield f"6.2.11.5 {item.BaseFont} has no widths"
        else:
            yield f"6.2.11 {sub} is no composite font"


def _pages(document: pikepdf.Pdf) -> Iterator[str]:
    for number, page in enumerate(document.pages, start=1):
        yield from (f"page {number}: {line}" for line in _page(page))


def _page(page: pikepdf.Page) -> Iterator[str]:
    group = page.obj.get("/Group")
    if group is not None and "/CS" not in group and "/OutputIntents" not in page.obj:
        yield "6.2.10 transparency without a colour space"
    for annotation in page.obj.get("/Annots", Array()):
        kind = str(annotation.Subtype)
        if kind not in ("/Link", "/Popup", "/Widget"):
            yield f"6.3.1 annotation {kind}"
        if kind == "/Link" and not int(annotation.get("/F", 0)) & 4:
            yield "6.3.2 a link that is not printed"
        if kind == "/Link" and "/StructParent" not in annotation:
            yield "6.7.3 a link outside the tree"
    yield from _marks(page)


def _marks(page: pikepdf.Page) -> Iterator[str]:
    """Every mark lies inside a tag or an artifact; every font and colour is allowed."""
    depth: list[bool] = []
    for one in pikepdf.parse_content_stream(page):
        word = str(one.operator)
        if word in ("BDC", "BMC"):
            tag, *properties = one.operands
            inner = properties[0] if properties else None
            has_id = isinstance(inner, Dictionary) and "/MCID" in inner
            depth.append(str(tag) == "/Artifact" or has_id)
        elif word == "EMC":
            if not depth:
                yield "a mark ends that never began"
                return
            depth.pop()
        elif word in ("k", "K"):
            yield "6.2.4 CMYK under an RGB output intent"
        elif word in PAINTS and not any(depth):
            yield f"6.7.3 {word} is neither tagged nor an artifact"
            return
    if depth:
        yield "a mark never ends"


def _attachments(document: pikepdf.Pdf) -> Iterator[str]:
    related = {one.objgen for one in document.Root.get("/AF", Array())}
    for name in document.attachments:
        spec = document.attachments[name].obj
        if "/AFRelationship" not in spec or not {"/F", "/UF"} <= set(spec.keys()):
            yield f"6.8 {name} says no relation or no name"
        if spec.objgen not in related:
            yield f"6.8 {name} belongs to nothing"
        stream = spec.EF.get("/F")
        if stream is None or "/Subtype" not in stream:
            yield f"6.8 {name} says no type"
        elif "/ModDate" not in stream.get("/Params", Dictionary()):
            yield f"6.8 {name} says no date"


def _tree(document: pikepdf.Pdf) -> Iterator[str]:
    root = document.Root.get("/StructTreeRoot")
    if root is None:
        yield "6.7.3 no structure tree"
        return
    if "/ParentTree" not in root:
        yield "6.7.3 no parent tree"
    kids = list(_kids(root))
    if [str(one.get("/S", "")) for one in kids] != ["/Document"]:
        yield "the tree does not begin with one document"
    headings: list[int] = []
    for one in kids:
        yield from _element(one, "", headings)
    for before, after in zip([0, *headings], headings, strict=False):
        if after > before + 1:
            yield f"heading of level {after} follows one of level {before}"


def _kids(element: Dictionary) -> Iterator[Dictionary]:
    kids: Any = element.get("/K", Array())
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid


def _element(element: Dictionary, parent: str, headings: list[int]) -> Iterator[str]:
    tag = str(element.S)
    if tag not in KNOWN_TAGS:
        yield f"6.7.3 {tag} is no standard tag"
    if tag in PARENTS and parent not in PARENTS[tag]:
        yield f"{tag} stands in {parent}"
    if tag == "/Figure" and not str(element.get("/Alt", "")):
        yield "6.7.3 a figure without words"
    if tag == "/Table":
        yield from _headings(element)
    if tag[:2] == "/H" and tag[2:].isdigit():
        headings.append(int(tag[2:]))
    for kid in _kids(element):
        yield from _element(kid, tag, headings)


def _headings(table: Dictionary) -> Iterator[str]:
    """Cells of a table name the headings that they stand under, and those exist."""
    cells = [cell for row in _below(table, "/TR") for cell in _kids(row)]
    known = {str(cell.get("/ID", "")) for cell in cells if str(cell.S) == "/TH"}
    named = {name for cell in cells for name in _named(cell)}
    if known and any(str(cell.S) == "/TD" for cell in cells) and not named:
        yield "cells of a table name no headings"
    if not named <= known:
        yield "a cell of a table names a heading that is not there"


def _below(element: Dictionary, tag: str) -> Iterator[Dictionary]:
    for kid in _kids(element):
        if str(kid.S) == tag:
            yield kid
        else:
            yield from _below(kid, tag)


def _named(cell: Dictionary) -> Iterator[str]:
    given: Any = cell.get("/A", Array())
    for one in given if isinstance(given, Array) else [given]:
        if isinstance(one, Dictionary):
            yield from (str(name) for name in one.get("/Headers", Array()))
