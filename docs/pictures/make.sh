#!/usr/bin/env bash
# Makes the pictures of README.md from the built example: `cargo run --release -- build`, then this. Wants poppler and a
# Python with pillow (HANDBILL_PYTHON).
set -euo pipefail
cd "$(dirname "$0")/../.."
O=out D=docs/pictures T=$(mktemp -d)
trap 'rm -r "$T"' EXIT
pdftoppm -r 60 -png -f 1 -l 1 "$O"/office/bridger-coalition/know-the-signs-flyer-letter-en.pdf "$T"/ff
pdftoppm -r 60 -png -f 2 -l 2 "$O"/office/bridger-coalition/know-the-signs-flyer-letter-en.pdf "$T"/fb
pdftoppm -r 45 -png -f 1 -l 1 "$O"/office/casa-nandu/know-the-signs-poster-11x17-en.pdf "$T"/po
pdftoppm -r 60 -png -f 1 -l 1 "$O"/press/montana-doj/know-the-signs-wallet-card-en.pdf "$T"/cp
pdftoppm -r 50 -png -f 1 -l 1 "$O"/office/montana-doj/know-the-signs-flyer-letter-en.pdf "$T"/mf
pdftoppm -r 50 -png -f 1 -l 1 "$O"/office/bridger-coalition/know-the-signs-wallet-card-en.pdf "$T"/wc
"${HANDBILL_PYTHON:-python3}" - "$T" "$D" <<'P'
import sys,glob
from PIL import Image
T,D=sys.argv[1:]
g=lambda n:Image.open(sorted(glob.glob(f'{T}/{n}*.png'))[0]).convert('RGB')
def edge(im):
    o=Image.new('RGB',(im.width+2,im.height+2),(200,200,200)); o.paste(im,(1,1)); return o
def save(im,n): im.quantize(96,dither=Image.Dither.NONE).save(f'{D}/{n}.png',optimize=True)
for n,s in (('ff','flyer-front'),('fb','flyer-back'),('po','poster'),('cp','cards-press')): save(edge(g(n)),s)
ims=[edge(g(n)) for n in ('mf','po','wc')]; h=max(i.height for i in ims)
w=sum(i.width for i in ims)+24*4; o=Image.new('RGB',(w,h+48),(238,238,236)); x=24
for i in ims: o.paste(i,(x,24+(h-i.height)//2)); x+=i.width+24
save(o,'overview')
P
ls -l "$D"
