"""Makes all tables of this folder and expect.json: `python make.py`, with openpyxl, xlsxwriter, xlwt and python-docx,
and LibreOffice for the ones that it converts."""

import json
import os
import shutil
import subprocess
import tempfile

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
with open("expect.json", "w", encoding="utf-8") as out:
    cases = {name: case.as_json() for name, case in sorted(book.CASES.items())}
    json.dump(cases, out, ensure_ascii=False, indent=None, separators=(",", ":"))
