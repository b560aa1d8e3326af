"""The flyers of benches/crowd by other programs: python peers.py typst|typst-bundle|weasyprint|reportlab PROJECT OUT

One process for all organizations, one file for each, the same words, photograph, logo and two codes. None of them knows
QR codes without help: segno draws them as SVG. Nothing here checks anything.
"""

import html
import io
import json
import os
import pathlib
import re
import resource
import sys
import tomllib

import segno

tool, project, out = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
content = tomllib.loads((project / "content/outreach.toml").read_text())
out.mkdir(parents=True, exist_ok=True)
photo = (project / "assets/photo.jpg").resolve()


def organizations():
    for path in sorted((project / "content/orgs").glob("*.toml")):
        org = tomllib.loads(path.read_text())
        say = lambda words: re.sub(r"\{org\.(\w+)\??\}", lambda m: org[m.group(1)], words)
        plain = lambda words: say(words).replace("**", "")
        yield {
            "id": path.stem,
            "name": org["name"],
            "phone": org["phone"],
            "email": org["email"],
            "brand": org["color"]["brand"],
            "logo": str((project / org["logo"]["file"]).resolve()) if "logo" in org else None,
            "headline": content["text"]["headline"]["full"],
            "paragraphs": [plain(p).replace("\n", " ") for p in content["text"]["lead"]["full"].strip().split("\n\n")],
            "signs": content["list"]["signs"],
            "hotline": content["contact"]["hotline"],
            "codes": [(content["qr"][name]["label"], org["qr"][name]) for name in ("report", "visit")],
        }


def code(payload):
    buffer = io.BytesIO()
    segno.make(payload, error="q", micro=False).save(buffer, kind="svg", border=4, xmldecl=False, light="white")
    return buffer.getvalue()


TYPST = """
#let flyer(o) = [
#set page(width: 8.5in, height: 11in, margin: 0.6in)
#set text(size: 10.5pt, fallback: true)
#if o.logo != none { image(o.logo, height: 0.7in) } else { text(20pt, o.name) }
#text(38pt, weight: 900, fill: rgb(o.brand), o.headline)
#box(image(o.photo, width: 100%, height: 2.6in, fit: "cover"))
#grid(columns: (3fr, 2fr), gutter: 0.4in,
  for p in o.paragraphs { par(p) },
  [#text(14pt, weight: 800, o.signs.heading) #list(..o.signs.items) #text(8pt, o.signs.note)])
#v(1fr)
#block(fill: rgb(o.brand).lighten(92%), inset: 0.2in, width: 100%, grid(columns: (3fr, 2fr), gutter: 0.3in,
  [*Call #o.name* \\ #text(16pt, weight: 900, o.phone) \\ #o.email \\ \\ *#o.hotline.name* \\
   #text(16pt, weight: 900, o.hotline.phone) \\ #o.hotline.hours],
  for (i, c) in o.codes.enumerate() { grid(columns: 2, gutter: 8pt, image(bytes(o.at("svg" + str(i))), width: 1.1in), [*#c.at(0)* \\ #c.at(1)]) }))
]
"""


def for_typst():
    for org in organizations():
        org["photo"] = str(photo)
        for i, (_, payload) in enumerate(org["codes"]):
            org[f"svg{i}"] = code(payload).decode()
        yield org


def typst_all():
    import typst

    once = '#set document(title: "We are here to help", date: none)\n#flyer(json(bytes(sys.inputs.org)))\n'
    (out / "flyer.typ").write_text(TYPST + once)
    compiler = typst.Compiler(str(out / "flyer.typ"), root="/")
    for org in for_typst():
        compiler.compile(output=str(out / f"{org['id']}.pdf"), format="pdf", sys_inputs={"org": json.dumps(org)})


def typst_bundle_all():
    """All files from one run of Typst's own program, named by HANDBILL_TYPST. Its stack overflows at 400 documents
    unless it is given more (0.15.1)."""
    each = '#for o in json("orgs.json") { document(o.id + ".pdf", title: "We are here to help", date: none, flyer(o)) }\n'
    (out / "bundle.typ").write_text(TYPST + each)
    (out / "orgs.json").write_text(json.dumps(list(for_typst())))
    program = [os.environ["HANDBILL_TYPST"], "compile", "--root", "/", "--features", "bundle", "--format", "bundle"]
    most = resource.getrlimit(resource.RLIMIT_STACK)[1]
    resource.setrlimit(resource.RLIMIT_STACK, (most, most))
    os.environ["RUST_MIN_STACK"] = str(512 << 20)
    os.execv(program[0], [*program, str(out / "bundle.typ"), str(out / "made")])


def weasyprint_all():
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    for org in organizations():
        e = html.escape
        codes = []
        for i, (label, payload) in enumerate(org["codes"]):
            data = "data:image/svg+xml;utf8," + code(payload).decode().replace("#", "%23").replace('"', "'")
            codes.append(f'<p><img src="{data}" style="width:.9in;vertical-align:middle"> <b>{e(label)}</b> {e(payload)}</p>')
        logo = f'<img src="file://{org["logo"]}" style="height:.7in">' if org["logo"] else e(org["name"])
        page = f"""<html lang=en><title>We are here to help</title><style>@page{{size:8.5in 11in;margin:.45in .6in}}
        p{{margin:.05in 0}}body{{margin:0;font:10.5pt 'Public Sans',sans-serif}}h1{{margin:.1in 0;font-size:38pt;color:{org['brand']};line-height:1}}
        h2{{font-size:14pt;margin:0}}ul{{padding-left:1em;margin:.1in 0}}.photo{{width:100%;height:2.2in;object-fit:cover}}.two{{display:flex;gap:.4in}}.two>:first-child{{flex:3}}.two>:last-child{{flex:2}}
        .band{{background:{org['brand']}14;padding:.2in}}img{{max-height:2.2in}}big{{font-size:16pt;font-weight:900}}</style>
        {logo}<h1>{e(org['headline'])}</h1><img class=photo src="file://{photo}">
        <div class=two><div>{''.join(f'<p>{e(p)}</p>' for p in org['paragraphs'])}</div>
        <div><h2>{e(org['signs']['heading'])}</h2><ul>{''.join(f'<li>{e(i)}' for i in org['signs']['items'])}</ul><small>{e(org['signs']['note'])}</small></div></div>
        <div class="two band"><div><b>Call {e(org['name'])}</b><br><big>{e(org['phone'])}</big><br>{e(org['email'])}
        <p><b>{e(org['hotline']['name'])}</b><br><big>{e(org['hotline']['phone'])}</big><br>{e(org['hotline']['hours'])}</div><div>{''.join(codes)}</div></div>"""
        HTML(string=page).write_pdf(out / f"{org['id']}.pdf", font_config=fonts)


def reportlab_all():
    from reportlab.graphics import renderPDF
    from reportlab.lib.colors import HexColor
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Frame, ListFlowable, Paragraph
    from svglib.svglib import svg2rlg

    inch = 72
    copy = ParagraphStyle("copy", fontName="Helvetica", fontSize=10.5, leading=14, spaceAfter=4)
    head = ParagraphStyle("head", parent=copy, fontName="Helvetica-Bold", fontSize=14, leading=17)
    big = ParagraphStyle("big", parent=copy, fontName="Helvetica-Bold", fontSize=16, leading=20)
    logos = {}
    for org in organizations():
        canvas = Canvas(str(out / f"{org['id']}.pdf"), pagesize=(8.5 * inch, 11 * inch), pageCompression=1)
        if org["logo"]:
            logo = logos.setdefault(org["logo"], svg2rlg(org["logo"]))
            canvas.saveState()
            canvas.translate(0.6 * inch, 9.7 * inch)
            canvas.scale(50 / logo.height, 50 / logo.height)
            renderPDF.draw(logo, canvas, 0, 0)
            canvas.restoreState()
        title = ParagraphStyle("title", parent=copy, fontName="Helvetica-Bold", fontSize=38, leading=39, textColor=HexColor(org["brand"]))
        Frame(0.6 * inch, 8.2 * inch, 7.3 * inch, 1.4 * inch).addFromList([Paragraph(html.escape(org["headline"]), title)], canvas)
        canvas.drawImage(str(photo), 0.6 * inch, 5.4 * inch, 7.3 * inch, 2.6 * inch)
        Frame(0.6 * inch, 2.8 * inch, 4.2 * inch, 2.5 * inch).addFromList([Paragraph(html.escape(p), copy) for p in org["paragraphs"]], canvas)
        items = ListFlowable([Paragraph(i, copy) for i in org["signs"]["items"]], bulletType="bullet", start="square")
        Frame(5 * inch, 2.6 * inch, 2.9 * inch, 2.7 * inch).addFromList([Paragraph(org["signs"]["heading"], head), items], canvas)
        canvas.setFillColor(HexColor(org["brand"] + "14", hasAlpha=True))
        canvas.rect(0.4 * inch, 0.4 * inch, 7.7 * inch, 2.2 * inch, stroke=0, fill=1)
        hotline = org["hotline"]
        lines = [(f"Call {org['name']}", head), (org["phone"], big), (org["email"], copy), (hotline["name"], head), (hotline["phone"], big)]
        Frame(0.6 * inch, 0.4 * inch, 4.2 * inch, 2.2 * inch).addFromList([Paragraph(html.escape(t), s) for t, s in lines], canvas)
        for i, (label, payload) in enumerate(org["codes"]):
            drawing = svg2rlg(io.BytesIO(code(payload)))
            canvas.saveState()
            canvas.translate(5 * inch, (1.5 - i) * inch)
            canvas.scale(66 / drawing.width, 66 / drawing.width)
            renderPDF.draw(drawing, canvas, 0, 0)
            canvas.restoreState()
            Frame(6 * inch, (1.5 - i) * inch, 2 * inch, inch).addFromList([Paragraph(label, copy), Paragraph(payload, copy)], canvas)
        canvas.save()


{"typst": typst_all, "typst-bundle": typst_bundle_all, "weasyprint": weasyprint_all, "reportlab": reportlab_all}[tool]()
