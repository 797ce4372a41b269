"""Text files and Word files: tables, forms, running text, what Word shows and what it does not."""

from book import Case
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from sheets import HEAD, ROWS, cell

LINES = "表格外的文字"


def separated():
    rows = [[c.replace("\n", "；") for c in r] for r in [HEAD, *ROWS]]
    title = "阳光社区小微权力清单"
    for name, mark, encoding, titled in [("37-gbk.csv", ",", "gb18030", False), ("38-utf16.csv", "\t", "utf-16", False), ("39-title.csv", ";", "utf-8-sig", True), ("40-bar.txt", "|", "utf-8", True), ("41-tab.tsv", "\t", "gb18030", False)]:
        c = Case(name)
        lines, first = [], 0
        if titled:
            lines, first = [title], 1
            c.put("表格", "A1", title)
            c.expect(said=["A1「"])
        for i, row in enumerate(rows):
            quoted = [f'"{t}"' if mark in t else t for t in row]
            lines.append(mark.join(quoted))
            for j, text in enumerate(row):
                c.put("表格", cell(first + i, j), text)
        with open(name, "w", encoding=encoding, newline="") as f:
            f.write("\r\n".join(lines) + "\r\n")
        c.expect(files=["事项名称: \"高龄津贴申领\"", "承诺: 15个工作日"])


class Word(Case):
    def __init__(self, name, args=("--类别", "4")):
        super().__init__(name, args)
        self.document, self.tables, self.lines = Document(), 0, 0

    def line(self, text, shown=None, style=None):
        paragraph = self.document.add_paragraph(text, style)
        self.lines += 1
        self.put(LINES, f"第{self.lines}段", text if shown is None else shown)
        return paragraph

    def table(self, rows, merges=()):
        """Rows of texts; merges as (row, column, row, column), from 0."""
        table = self.document.add_table(len(rows), max(map(len, rows)))
        self.tables += 1
        for top, left, bottom, right in merges:
            table.cell(top, left).merge(table.cell(bottom, right))
        for i, row in enumerate(rows):
            for j, text in enumerate(row):
                if text:
                    table.cell(i, j).text = text
                    self.put(f"表格 {self.tables}", f"第{i + 1}行第{j + 1}列", text)
        return table

    def save(self):
        self.document.save(self.name)
        return self


def run(paragraph, text, *marks):
    r = paragraph.add_run(text)
    for mark in marks:
        r._r.get_or_add_rPr().append(parse_xml(f"<w:{mark} {nsdecls('w')}/>"))
    return r


def word():
    w = Word("42-table.docx")
    w.line("小微权力清单（试行）")
    w.table([["序号", "事项名称", "所需材料", "", "办理时限", "", "办理流程"], ["", "", "原件", "复印件", "法定", "承诺", ""], ["1", "高龄津贴", "身份证", "户口簿", "30日", "15日", "申请→初审→发放"],
             ["2", "老年证", "照片", "", "10日", "当场", "申请→制证"], ["注：以上为2026年标准", "", "", "", "", "", ""]],
            [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 0, 5), (0, 6, 1, 6), (4, 0, 4, 6)])
    w.line("（盖章）")
    w.expect(files=["事项名称: \"高龄津贴\"", "承诺: 15日", "法定: 10日"], said=["小微权力清单（试行）", "（盖章）"]).save()

    w = Word("43-forms.docx")
    for title, limit in [("居住证明", "当场"), ("收养评估", "20个工作日")]:
        w.line(f"表：{title}")
        w.table([["事项名称", title, "办理时限", limit], ["所需材料", "身份证、户口簿", "", ""], ["办理流程", "申请→核实→盖章", "", ""], ["备注", "本人到场", "", ""]], [(r, 1, r, 3) for r in (1, 2, 3)])
    w.expect(files=["事项名称: \"收养评估\"", "承诺: 20个工作日", "表格里的「备注」：本人到场"]).save()

    w = Word("44-running.docx")
    w.document.add_heading("阳光社区办事指南", 0)
    w.lines += 1
    w.put(LINES, "第1段", "阳光社区办事指南")
    for text in ["一、高龄津贴申领", "（一）办理条件：80周岁以上老年人；本社区户籍", "（二）所需材料：", "1.身份证", "2.户口簿复印件1份", "（三）办理流程：居民申请→社区初审→街道复核", "（四）办理时限：15个工作日", "（五）收费标准：不收费",
                 "二、犬只登记", "（一）办理条件：养犬居民", "（二）所需材料", "免疫证明", "（三）办理流程", "申请", "审核", "发证", "（四）办理时限", "5个工作日", "阳光社区居委会"]:
        w.line(text)
    w.expect(files=["事项名称: \"高龄津贴申领\"", "事项名称: \"犬只登记\"", "名称: \"户口簿\", 复印件: 复印1份", "- \"80周岁以上老年人\"", "承诺: 5个工作日", "做什么: \"发证\""], said=["阳光社区办事指南"]).save()

    w = Word("45-shown.docx")
    t = w.table([["事项名称", "所需材料", "办理流程", "承诺时限"], ["老年证", "", "申请→发证→归档", ""], ["低保", "申请书", "申请→核查→发放", "20日"]])
    p = t.cell(1, 1).paragraphs[0]
    run(p, "身份证")
    run(p, "、旧证", "strike")
    run(p, "、暗字", "vanish")
    w.put("表格 1", "第2行第2列", "身份证")
    p = t.cell(1, 3).paragraphs[0]
    for tag, inside in [("del", '<w:delText>30日</w:delText>'), ("ins", "<w:t>7日</w:t>")]:
        p._p.append(parse_xml(f'<w:{tag} {nsdecls("w")} w:id="1" w:author="x"><w:r>{inside}</w:r></w:{tag}>'))
    w.put("表格 1", "第2行第4列", "7日")
    w.expect(files=["承诺: 7日", "名称: \"身份证\""], said=["、旧证", "、暗字"], absent=["30日", "旧证", "暗字"]).save()

    w = Word("46-nested.docx")
    t = w.table([["事项名称", "所需材料", "办理流程"], ["困难救助", "", "申请→核查→发放"]])
    inner = t.cell(1, 1).add_table(3, 2)
    for i, (a, b) in enumerate([("材料名称", "份数"), ("身份证", "1"), ("申请书", "2")]):
        inner.cell(i, 0).text, inner.cell(i, 1).text = a, b
    w.put("表格 1", "第2行第2列", "身份证 申请书")
    w.expect(files=["身份证", "申请书"]).save()

    w = Word("47-controls.docx")
    t = w.table([["事项名称", "所需材料", "办理流程", "承诺时限"], ["老年证", "照片", "申请→制证→领证", "7日"], ["", "门票", "预约→入园", "1日"]])
    row = t.rows[1]._tr
    controls = parse_xml(f'<w:sdt {nsdecls("w")}><w:sdtPr/><w:sdtContent/></w:sdt>')
    row.addprevious(controls)
    controls.find(qn("w:sdtContent")).append(row)
    late = t._tbl.findall(qn("w:tr"))[-1]
    late.remove(late.findall(qn("w:tc"))[0])
    late.get_or_add_trPr().append(parse_xml(f'<w:gridBefore {nsdecls("w")} w:val="1"/>'))
    w.expect(files=["事项名称: \"老年证\"", "承诺: 7日"]).save()

    w = Word("48-around.docx")
    w.line("填表说明：先问窗口")
    w.table([["事项名称", "所需材料", "办理流程"], ["门禁卡", "身份证", "申请→办卡→领卡"]])
    w.document.sections[0].header.paragraphs[0].text = "内部资料"
    w.document.sections[0].footer.paragraphs[0].text = "第1页"
    w.expect(files=["门禁卡"], said=["填表说明：先问窗口", "内部资料", "第1页"]).save()

    w = Word("49-lists.docx")
    t = w.table([["事项名称", "申报材料", "办事流程"], ["养老评估", "", ""], ["志愿者登记", "身份证", "登记、培训、上岗"]])
    for column, texts in [(1, ["身份证", "病历", "申请表一式两份"]), (2, ["老人申请", "机构评估", "社区公示"])]:
        inside = t.cell(1, column)
        inside.paragraphs[0].text = texts[0]
        inside.paragraphs[0].style = "List Number"
        for text in texts[1:]:
            inside.add_paragraph(text, "List Number")
        w.put("表格 1", f"第2行第{column + 1}列", "\n".join(texts))
    w.expect(files=["名称: \"申请表\", 原件: 一式两份", "做什么: \"社区公示\"", "做什么: \"培训\""]).save()
