"""read_visual.py FILE...: the characters of each page as they lie on paper, line after line, from left to right.

Prints one JSON object a file: {"file", "lines"}. Asks pdfium for the box of each character; what the file says about their
order does not count.
"""

import json
import sys

import pypdfium2


def lines(path):
    found = []
    for page in pypdfium2.PdfDocument(path):
        text = page.get_textpage()
        chars = []
        for i in range(text.count_chars()):
            char = text.get_text_range(i, 1)
            left, bottom, right, top = text.get_charbox(i, loose=True)
            if char.strip() and right > left:
                chars.append(((bottom + top) / 2, left, char))
        chars.sort(key=lambda c: -c[0])
        rows = []
        for middle, left, char in chars:
            if not rows or rows[-1][0] - middle > 4:
                rows.append((middle, []))
            rows[-1][1].append((left, char))
        found += ["".join(c for _, c in sorted(row)) for _, row in rows]
    return found


for path in sys.argv[1:]:
    print(json.dumps({"file": path, "lines": lines(path)}))
