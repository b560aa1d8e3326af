"""read_codes.py DPI FILE...: every QR code of PDFs, by two decoders that know nothing of each other.

Prints one JSON object a page: {"file", "page", "zxing": [payload...], "zbar": [payload...]}, sorted. zxing-cpp looks at
pdfium's rendering, zbar at poppler's.
"""

import glob
import json
import subprocess
import sys
import tempfile

import pypdfium2
import zxingcpp
from PIL import Image
from pyzbar import pyzbar

Image.MAX_IMAGE_PIXELS = None


def pdfium(path, dpi):
    return [page.render(scale=dpi / 72).to_pil().convert("L") for page in pypdfium2.PdfDocument(path)]


def poppler(path, dpi):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdftoppm", "-r", str(dpi), "-gray", path, f"{folder}/page"], check=True)
        return [Image.open(name).copy() for name in sorted(glob.glob(f"{folder}/page*.pgm"))]


def main():
    dpi = int(sys.argv[1])
    for path in sys.argv[2:]:
        for number, (a, b) in enumerate(zip(pdfium(path, dpi), poppler(path, dpi), strict=True), 1):
            zxing = [r.text for r in zxingcpp.read_barcodes(a, formats=zxingcpp.BarcodeFormat.QRCode)]
            zbar = [r.data.decode("utf-8") for r in pyzbar.decode(b, symbols=[pyzbar.ZBarSymbol.QRCODE])]
            print(json.dumps({"file": path, "page": number, "zxing": sorted(zxing), "zbar": sorted(zbar)}))


main()
