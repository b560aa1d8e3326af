"""read_shaping.py FILE: runs as we shaped them, against HarfBuzz.

FILE has one JSON object a line: {"font": path, "text", "language", "features", "rtl", "glyphs": [[id, x], ...],
"places": bool},
with x in thousandths of an em from the start of the run. Prints a line for each run that HarfBuzz shapes otherwise, and
at last how many runs and glyphs were compared. A place may differ by 1/1000 em: rounding.
"""

import json
import sys
import unicodedata

import uharfbuzz as hb

# Signs that order and break text and leave nothing on paper; we draw no glyph for them.
NOTHING = {0xAD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}


def shape(face, run):
    buffer = hb.Buffer()
    buffer.add_str(run["text"])
    buffer.guess_segment_properties()
    if run["rtl"] and not any(unicodedata.bidirectional(c) in ("L", "EN", "AN") for c in run["text"]):
        buffer.direction = "rtl"
    buffer.language = run["language"]
    hb.shape(hb.Font(face), buffer, run["features"])
    x, glyphs = 0, []
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions):
        if ord(run["text"][info.cluster]) not in NOTHING:
            glyphs.append((info.codepoint, (x + place.x_offset) * 1000 / face.upem))
        x += place.x_advance
    return glyphs


def main():
    faces, runs, count = {}, 0, 0
    for line in open(sys.argv[1], encoding="utf-8"):
        run = json.loads(line)
        path = run["font"]
        if path not in faces:
            faces[path] = hb.Face(hb.Blob.from_file_path(path))
        theirs, ours = shape(faces[path], run), [tuple(g) for g in run["glyphs"]]
        runs, count = runs + 1, count + len(ours)
        same = [g for g, _ in theirs] == [g for g, _ in ours]
        near = all(abs(a - b) <= 1.0 for (_, a), (_, b) in zip(theirs, ours)) or not run["places"]
        if not (same and near):
            print(json.dumps({"text": run["text"], "ours": ours, "theirs": theirs}, ensure_ascii=False))
    print(f"{runs} runs, {count} glyphs")


main()
