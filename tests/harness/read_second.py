"""read_second.py FILE...: do files hold what PDF/UA-2 (ISO 14289-2) and PDF/A-4 (ISO 19005-4) ask for beyond their first
editions? A finding a line, by its clause; the clauses are those that veraPDF's profiles PDFUA-2 and PDFA-4 test."""
import re, sys
import pikepdf
from pikepdf import Array, Dictionary, Name

PDF_2 = "http://iso.org/pdf2/ssn"
BOTH = set("Document Part Div P H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD Figure Caption Link Span Sect".split())
OLD = BOTH | {"BlockQuote", "Note", "Reference", "Quote"}
kids = lambda e: [] if e.get("/K") is None else list(e.K) if isinstance(e.K, Array) else [e.K]
elements = lambda e: [k for k in kids(e) if isinstance(k, Dictionary) and "/S" in k]
private = lambda text: any(0xE000 <= ord(c) <= 0xF8FF or ord(c) >= 0xF0000 for c in text)

def found(path):
    pdf = pikepdf.open(path)
    root, bytes_ = pdf.Root, open(path, "rb").read()
    metadata = bytes(root.Metadata.read_bytes()).decode() if "/Metadata" in root else ""
    says = lambda name: (re.search(f"<{name}>(.*?)</{name}>", metadata) or [None, None])[1]
    if says("pdfuaid:part") != "2" or not re.fullmatch(r"\d{4}", says("pdfuaid:rev") or ""): yield "UA 5: the metadata do not say PDF/UA-2"
    if "<dc:title>" not in metadata: yield "UA 8.11.1: no title"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False): yield "UA 8.11.2: the title is not shown"
    if not root.get("/MarkInfo", {}).get("/Marked", False): yield "UA 6.2: not marked"
    if not re.fullmatch(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*", str(root.get("/Lang", ""))): yield "UA 8.4.4: no language"
    tree = root.get("/StructTreeRoot")
    if tree is None: yield "UA 8.2.1: no structure tree"; return
    top = kids(tree)
    if [str(e.S) for e in top] != ["/Document"]: yield "UA 8.2.5.2: the tree holds more or less than one Document"
    elif str(top[0].get("/NS", {}).get("/NS", "")) != PDF_2: yield "UA 8.2.5.2: Document is not of PDF 2.0"
    links = []
    def walk(e, parent):
        kind, space = str(e.S)[1:], str(e.get("/NS", {}).get("/NS", ""))
        if e.get("/P") is None or e.P.objgen != parent.objgen: yield f"UA 8.2.1: {kind} does not know its parent"
        if kind not in (BOTH if space == PDF_2 else OLD): yield f"UA 8.2.4: {kind} is not of its namespace"
        if kind in ("H", "Note"): yield f"UA 8.2.5: {kind}"
        below = elements(e)
        if kind == "L" and any(str(k.S) == "/Lbl" for item in below for k in elements(item)):
            attributes = e.get("/A", Dictionary())
            if str(attributes.get("/ListNumbering", "/None")) == "/None": yield "UA 8.2.5.25: numbers, and no ListNumbering"
        if kind == "LI" and len(below) != len(kids(e)): yield "UA 8.2.5.25: LI holds content"
        if kind == "TR" and not any(str(k.S) == "/TH" and k.get("/A", {}).get("/Scope") == Name.Row for k in below): yield "UA 8.2.5.26: a row without a header"
        if kind == "Figure" and not str(e.get("/Alt", e.get("/ActualText", ""))).strip(): yield "UA 8.2.5.28.2: Figure without words"
        if private(str(e.get("/Alt", "")) + str(e.get("/ActualText", ""))): yield "UA 8.4.3: private letters"
        if kind == "Link": links.append(e)
        for k in below: yield from walk(k, e)
    for e in top: yield from walk(e, tree)
    for e in links:
        notes = [k.Obj for k in kids(e) if isinstance(k, Dictionary) and k.get("/Type") == Name.OBJR]
        if len({str(n.A.URI) for n in notes}) != 1: yield "UA 8.2.5.20: a Link with more or fewer than one target"
        for n in notes:
            if "/Alt" in e and str(e.Alt) != str(n.get("/Contents", "")): yield "UA 8.9.4.2: Alt of a Link is not what its annotation says"
    in_tree = {k.Obj.objgen for e in links for k in kids(e) if isinstance(k, Dictionary) and k.get("/Type") == Name.OBJR}
    for page in pdf.pages:
        notes = page.get("/Annots", [])
        if len(notes) and page.get("/Tabs") not in (Name.S, Name.A, Name.W): yield "UA 8.9.3.3: no order of tabs"
        for n in notes:
            if n.objgen not in in_tree: yield "UA 8.2.5.20: an annotation outside of Link"
            if int(n.get("/F", 0)) & 0b100100011 or not int(n.get("/F", 0)) & 4: yield "A 6.3.2: flags of an annotation"
    entry = root.get("/Outlines", {}).get("/First")
    while entry is not None:
        if "/Dest" in entry or "/SD" not in entry.get("/A", {}): yield "UA 8.8: a bookmark that leads to no element"
        entry = entry.get("/Next")
    if not re.match(rb"%PDF-2\.\d\n%[\x80-\xff]{4}", bytes_): yield "A 6.1.2: the header"
    if not bytes_.rstrip(b"\n").endswith(b"%%EOF"): yield "A 6.1.3: something behind the end"
    if "/ID" not in pdf.trailer: yield "A 6.1.3: no ID"
    if "/Info" in pdf.trailer: yield "A 6.1.3: an Info dictionary"
    if [str(o.get("/S")) for o in root.get("/OutputIntents", [])] != ["/GTS_PDFA1"]: yield "A 6.2.3: no output intent"
    if says("pdfaid:part") != "4" or not re.fullmatch(r"\d{4}", says("pdfaid:rev") or ""): yield "A 6.7.3: the metadata do not say PDF/A-4"
    embedded = root.get("/Names", {}).get("/EmbeddedFiles")
    if says("pdfaid:conformance") != ("F" if embedded is not None else None): yield "A 6.7.3: files lie in it, or none, and the metadata say otherwise"
    for spec in [] if embedded is None else list(embedded.Names)[1::2]:
        if not {"/F", "/UF", "/Desc", "/AFRelationship"} <= set(spec.keys()): yield "A 6.9: a file without name, words or relation"
        if not re.fullmatch(r"/[-\w+.]+/[-\w+.]+", str(spec.EF.F.get("/Subtype", ""))): yield "A 6.9: a file without a type"
        if spec.objgen not in {s.objgen for s in root.get("/AF", [])}: yield "A 6.9: a file that belongs to nothing"

for name in sys.argv[1:]:
    for finding in found(name): print(f"{name}: {finding}")
