"""Makes all tables of this folder and expect.json: `python make.py`, with openpyxl, xlsxwriter, xlwt and python-docx,
and LibreOffice for the ones that it converts."""

import json
import os
import re
import shutil
import subprocess
import tempfile
import zipfile

import book
import papers
import sheets

CONVERTED = {
    "02-plain.ods": "01-plain.xlsx",
    "04-two-rows.ods": "03-two-rows.xlsx",
    "05-two-rows.xls": "03-two-rows.xlsx",
    "10-form-sheets.xls": "09-form-sheets.xlsx",
    "13-hidden.ods": "12-hidden.xlsx",
    "18-formats.ods": "17-formats.xlsx",
}

os.chdir(os.path.dirname(os.path.abspath(__file__)))
for make in (sheets.layouts, sheets.formats, sheets.headings, sheets.texts, papers.separated, papers.word):
    make()
for made, source in CONVERTED.items():
    ending = made.rsplit(".", 1)[1]
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["soffice", "--headless", "--convert-to", ending, "--outdir", folder, source], check=True, stdout=subprocess.DEVNULL)
        shutil.move(os.path.join(folder, source.rsplit(".", 1)[0] + "." + ending), made)
for name in book.CASES:
    if not zipfile.is_zipfile(name):
        continue
    # Smaller: packed hard, and without the little picture that python-docx's template has.
    with zipfile.ZipFile(name) as package:
        parts = {part: package.read(part) for part in package.namelist()}
    for picture in ("docProps/thumbnail.jpeg", "Thumbnails/thumbnail.png"):
        parts.pop(picture, None)
    if "META-INF/manifest.xml" in parts:
        parts["META-INF/manifest.xml"] = re.sub(rb"<manifest:file-entry [^>]*Thumbnails[^>]*/>", b"", parts["META-INF/manifest.xml"])
    if "_rels/.rels" in parts:
        parts["_rels/.rels"] = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", parts["_rels/.rels"])
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for part, data in parts.items():
            # OpenDocument wants its type first, as it is.
            packed = zipfile.ZIP_STORED if part == "mimetype" else zipfile.ZIP_DEFLATED
            package.writestr(zipfile.ZipInfo(part), data, packed, 9)
with open("expect.json", "w", encoding="utf-8") as out:
    cases = {name: case.as_json() for name, case in sorted(book.CASES.items())}
    json.dump(cases, out, ensure_ascii=False, indent=None, separators=(",", ":"))
