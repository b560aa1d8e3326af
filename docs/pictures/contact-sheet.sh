#!/usr/bin/env bash
# Makes contact-sheet.png of README.md from the built example of all formats: `handbill -C examples/every-format build`,
# then this. Wants poppler and a Python with pillow (HANDBILL_PYTHON).
set -euo pipefail
cd "$(dirname "$0")/../.."
T=$(mktemp -d)
trap 'rm -r "$T"' EXIT
for theme in civic bold quiet; do
  n=0
  for format in poster-11x17 flyer-letter rack-card tri-fold-letter pull-tab; do
    n=$((n + 1))
    pdftoppm -png -f 1 -l 1 -scale-to-y 260 -scale-to-x -1 -singlefile \
      "examples/every-format/out/$theme/know-the-signs-$format-en.pdf" "$T/$theme-$n"
  done
done
"${HANDBILL_PYTHON:-python3}" - "$T" <<'P'
import sys, glob
from PIL import Image
rows = [[Image.open(f).convert('RGB') for f in sorted(glob.glob(f'{sys.argv[1]}/{t}-*.png'))] for t in ('civic', 'bold', 'quiet')]
width = max(sum(i.width + 14 for i in row) for row in rows) + 14
out = Image.new('RGB', (width, 274 * len(rows) + 14), (226, 226, 222))
for r, row in enumerate(rows):
    x = 14
    for i in row:
        out.paste(i, (x, 14 + r * 274)); x += i.width + 14
out.quantize(96, dither=Image.Dither.NONE).save('docs/pictures/contact-sheet.png', optimize=True)
P
