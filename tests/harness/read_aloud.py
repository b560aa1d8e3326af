"""read_aloud.py FILE...: what a screen reader says of PDFs, through their structure trees; a JSON line a file.

`said`: kind and words of each element that holds words, in the order of the tree; `links`: where annotations lead and what
they say of it; `broken`: findings of page-validation (PDF/UA-1, PDF/A-2a) and errors of outloud, where they are asked for."""
import json, re, sys
import pikepdf
from pikepdf import Name

def unicode_of(font):
    """Codes of two bytes to text, by the font's ToUnicode."""
    cmap, texts = font.ToUnicode.read_bytes().decode("latin-1"), {}
    word = lambda digits: bytes.fromhex(digits).decode("utf-16-be")
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.S):
        for code, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block): texts[int(code, 16)] = word(text)
    for block in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.S):
        for first, last, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            for code in range(int(first, 16), int(last, 16) + 1):
                texts[code] = word(text)[:-1] + chr(ord(word(text)[-1]) + code - int(first, 16))
    return texts

def marks(page):
    """The text of each mark of a page."""
    fonts, found, stack, font = {}, {}, [], None
    def show(string):
        if any(actual is not None for _, actual in stack): return
        number = next((n for n, _ in reversed(stack) if n is not None), None)
        if number is None: return
        data = bytes(string)
        for i in range(0, len(data) - 1, 2): found[number] += fonts[font][data[i] << 8 | data[i + 1]]
    for operands, operator in pikepdf.parse_content_stream(page):
        op = str(operator)
        if op in ("BDC", "BMC"):
            properties = operands[1] if op == "BDC" else {}
            properties = properties if isinstance(properties, pikepdf.Dictionary) else {}
            number = int(properties["/MCID"]) if "/MCID" in properties else None
            actual = str(properties["/ActualText"]) if "/ActualText" in properties else None
            if number is not None: found[number] = ""
            if actual is not None:
                inside = next((n for n, _ in reversed(stack) if n is not None), None)
                if inside is not None: found[inside] += actual
            stack.append((number, actual))
        elif op == "EMC": stack.pop()
        elif op == "Tf":
            font = str(operands[0])
            if font not in fonts: fonts[font] = unicode_of(page.Resources.Font[font])
        elif op == "Tj": show(operands[0])
        elif op == "TJ":
            for part in operands[0]:
                if isinstance(part, pikepdf.String): show(part)
    return found

def read(pdf):
    root = pdf.Root.get("/StructTreeRoot")
    if root is None: return None
    pages = {page.obj.objgen: marks(page) for page in pdf.pages}
    said = []
    kids = lambda e: [] if e.get("/K") is None else list(e.K) if isinstance(e.K, pikepdf.Array) else [e.K]
    def words(e, page):
        if "/ActualText" in e: return str(e.ActualText)
        # Words of a number are heard digit by digit: what is compared here is what is written.
        if "/Alt" in e and e.S != Name.Span: return str(e.Alt)
        page, text = e.get("/Pg", page), ""
        for kid in kids(e):
            if not isinstance(kid, pikepdf.Dictionary): text += pages[page.objgen][int(kid)]
            elif kid.get("/Type") == Name.OBJR: continue
            else: text += words(kid, page)
        return text
    def walk(e, page, kind):
        page, own = e.get("/Pg", page), str(e.S)[1:]
        holds = [k for k in kids(e) if not isinstance(k, pikepdf.Dictionary) or str(k.get("/S", "")) in ("/Span", "/Link") or k.get("/Type") == Name.OBJR]
        if own in ("Figure", "Link") or holds and own not in ("Part", "Document"): said.append([own, words(e, page), str(e.get("/Lang", ""))]); return
        for kid in kids(e): walk(kid, page, own)
    for kid in kids(root): walk(kid, None, "")
    return said

judged = "--judge" in sys.argv
if judged:
    import outloud, page as validation
for name in (a for a in sys.argv[1:] if not a.startswith("--")):
    pdf, broken = pikepdf.open(name), []
    links = [[str(a.A.URI), str(a.Contents)] for p in pdf.pages for a in p.get("/Annots", [])]
    if judged:
        for profile in (validation.ValidationProfile.PDF_UA_1, validation.ValidationProfile.PDF_A_2A):
            report = validation.validate_pdf(name, profile=profile)
            broken += sorted({f"{x.rule_id}: {x.message}" for x in report.failures})
        broken += [f"{x.rule}: {x.message}" for x in outloud.check(name).findings if x.severity == "error"]
    print(json.dumps({"file": name, "said": read(pdf), "links": links, "broken": broken}))
