"""What the tables of make.py are made with: every cell that is put down is also written into the list of cells that an
import has to account for, with what the office program shows there."""

from openpyxl import Workbook
from openpyxl.utils import get_column_letter, range_boundaries

CASES = {}


def covered_by(merge):
    """The cells of a merged range whose own text no program shows."""
    left, top, right, bottom = range_boundaries(merge)
    cells = [f"{get_column_letter(c)}{r}" for r in range(top, bottom + 1) for c in range(left, right + 1)]
    return cells[1:]


class Case:
    """One file and what is expected of it."""

    def __init__(self, name, args=("--类别", "4")):
        self.name, self.args = name, list(args)
        self.cells, self.unseen, self.files, self.said, self.absent = [], [], [], [], []
        CASES[name] = self

    def put(self, sheet, at, shown, unseen=False):
        if str(shown).strip():
            (self.unseen if unseen else self.cells).append([sheet, at, str(shown)])

    def expect(self, files=(), said=(), absent=()):
        """Exact texts of the new files, of the report, and what must be in no new file outside of its comments."""
        self.files += files
        self.said += said
        self.absent += absent
        return self

    def as_json(self):
        return {
            "args": self.args,
            "cells": self.cells,
            "unseen": self.unseen,
            "files": self.files,
            "said": self.said,
            "absent": self.absent,
        }

    def also(self, name):
        """The same table in another format: the same cells are to be found, and the same expectations hold."""
        other = Case(name, self.args)
        other.cells, other.unseen = list(self.cells), list(self.unseen)
        other.files, other.said, other.absent = list(self.files), list(self.said), list(self.absent)
        return other


class Book(Case):
    """A workbook made by openpyxl. A cell is a text, or (value, number format, what is shown)."""

    def __init__(self, name, args=("--类别", "4")):
        super().__init__(name, args)
        self.book = Workbook()
        self.book.remove(self.book.active)

    def sheet(self, title, rows, merges=(), top=1, left=1, hidden_rows=(), hidden_columns=(), state="visible"):
        sheet = self.book.create_sheet(title)
        sheet.sheet_state = state
        covered = {at for merge in merges for at in covered_by(merge)}
        for i, row in enumerate(rows):
            for j, cell in enumerate(row):
                if cell is None or cell == "" or f"{get_column_letter(left + j)}{top + i}" in covered:
                    continue
                at = f"{get_column_letter(left + j)}{top + i}"
                value, code, shown = cell if isinstance(cell, tuple) else (cell, None, cell)
                sheet[at] = value
                if code:
                    sheet[at].number_format = code
                out = (top + i) in hidden_rows or get_column_letter(left + j) in hidden_columns
                if state == "visible":
                    self.put(title, at, shown, out)
        for merge in merges:
            sheet.merge_cells(merge)
        for row in hidden_rows:
            sheet.row_dimensions[row].hidden = True
        for column in hidden_columns:
            sheet.column_dimensions[column].hidden = True
        return sheet

    def save(self):
        self.book.save(self.name)
        return self
