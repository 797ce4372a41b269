#!/usr/bin/env bash
# openpyxl 3.1.5, python-calamine 0.6.1 and SheetJS 0.18.5 (readers of .xlsx): the built-in date formats of a Chinese
# Excel are not dates to the first two, and the third shows a time of day as a day.
#
# Expected: ECMA-376 part 1, 18.8.30 gives the numbers 27–36 and 50–58 to dates and times of zh-cn (31 is
# yyyy"年"m"月"d"日", 55 is 上午/下午h"时"mm"分"); a file need not spell them, and a Chinese Excel writes the bare numbers. A
# reader that knows 14–22 as dates should know these nineteen. Seen: openpyxl calls each of them General and is_date
# False, calamine gives the number too, so 2026-03-01 arrives as 46082; SheetJS knows them, but 55, half past noon, comes
# as 3/1/26, while its twin 34 comes as 12:30:00.
#
# Needs python3 with venv, node with npm, and the public packages below; leaves nothing behind. Ends with 1 if this changes.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check xlsxwriter==3.2.9 openpyxl==3.1.5 python-calamine==0.6.1
npm init --yes > /dev/null
npm install --silent --no-audit --no-fund xlsx@0.18.5
cat > write.py <<'PY'
import xlsxwriter

book = xlsxwriter.Workbook("dates.xlsx")
sheet = book.add_worksheet()
for row, number in enumerate([14, *range(27, 37), *range(50, 59)]):
    sheet.write_number(row, 0, 46082 + 12.5 / 24, book.add_format({"num_format": number}))
    sheet.write_number(row, 1, number)
book.close()
PY
cat > read.py <<'PY'
import datetime

import openpyxl
from python_calamine import load_workbook

ours = list(openpyxl.load_workbook("dates.xlsx").active.iter_rows())
theirs = load_workbook("dates.xlsx").get_sheet_by_index(0).to_python()
known = {"openpyxl": [], "calamine": []}
for row, other in zip(ours, theirs):
    number = row[1].value
    if row[0].is_date:
        known["openpyxl"].append(number)
    if isinstance(other[0], (datetime.date, datetime.datetime)):
        known["calamine"].append(number)
print(known)
assert known == {"openpyxl": [14], "calamine": [14]}, known
PY
cat > read.js <<'JS'
const { readFile } = require("xlsx");
const book = readFile("dates.xlsx");
const sheet = book.Sheets[book.SheetNames[0]];
const shown = {};
for (let row = 1; row <= 20; row += 1) shown[sheet["B" + row].v] = sheet["A" + row].w;
console.log(shown);
if (shown[34] !== "12:30:00" || shown[55] !== "3/1/26" || shown[31] !== "3/1/26") process.exit(1);
JS
env/bin/python write.py
env/bin/python read.py
node read.js
