"""What stands around the cells: remarks, boxes, pictures, heads and feet; and cells of old files that are not meant."""

import io
import struct
import zlib

import xlsxwriter
import xlwt
from book import Book, Case
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from papers import LINES, Word
from sheets import cell

BOX = (
    '<w:r {ns}><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="wps"><w:drawing>'
    '<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:extent cx="1800000" cy="600000"/><wp:docPr id="{n}" name="Box {n}"/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
    '<wps:wsp xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:txbx><w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape xmlns:v=\"urn:schemas-microsoft-com:vml\"><v:textbox><w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
    "</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def dot():
    """The smallest picture there is."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b""))


def sheets():
    c = Case("50-around.xlsx")
    book = xlsxwriter.Workbook(c.name)
    sheet = book.add_worksheet("清单")
    rows = [["事项名称", "所需材料", "办理流程", "承诺时限"], ["犬只登记", "身份证", "申请→登记→发证", "5日"], ["老年证", "照片", "申请→制证→领证", "7日"]]
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            sheet.write(i, j, text)
            c.put("清单", cell(i, j), text)
    sheet.write_comment("D2", "街道说下月改成3日", {"author": "社区"})
    sheet.write_comment("B3", "照片要白底", {"author": "社区"})
    sheet.insert_textbox(5, 1, "办理时间：周一至周五\n上午九点起")
    sheet.insert_textbox(5, 5, "狗要牵着 & 戴嘴套")
    sheet.set_header('&C&"宋体,常规"&14内部资料&R&D')
    sheet.set_footer("&L填表：社区&C第 &P 页，共 &N 页")
    for at, text in [("D2的批注", "街道说下月改成3日"), ("B3的批注", "照片要白底"), ("B6处的文本框", "办理时间：周一至周五"), ("F6处的文本框", "狗要牵着 & 戴嘴套"), ("页眉", "内部资料"), ("页脚", "填表：社区")]:
        c.put("清单", at, text, True)
    c.expect(files=["事项名称: \"犬只登记\"", "承诺: 5日"], said=["街道说下月改成3日", "上午九点起"], absent=["街道说下月改", "白底", "内部资料"])
    c.also("51-around.ods")
    sheet.insert_image("A9", "dot.png", {"image_data": dot(), "description": "办理流程图"})
    c.put("清单", "A9处的图片", "办理流程图", True)
    book.close()

    c = Case("52-old-cells.xls")
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("清单")
    struck = xlwt.easyxf("font: struck_out on")
    rows = [["事项名称", "所需材料", "办理流程", "承诺时限", "备注"], ["犬只登记", "身份证", "申请→登记→发证", "", "看看"], ["老年证", "照片", "申请→制证→领证", "7日", ""], ["作废的事项", "旧证", "申请→办结", "", ""]]
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            if text:
                out = i == 3
                sheet.write(i, j, text, struck if out else xlwt.Style.default_style)
                c.put("清单", cell(i, j), text, out)
    sheet.write(3, 3, 12, struck)
    c.put("清单", "D4", "12", True)
    sheet.write(1, 3, xlwt.Formula("3+2"))
    sheet.row(2).set_cell_error(4, 42)
    c.put("清单", "E3", "#N/A", True)
    book.save(c.name)
    c.expect(files=["事项名称: \"老年证\""], said=["D2 是公式", "E3「#N/A」", "画了删除线的 4 处"], absent=["作废的事项", "旧证", "承诺: 0"])

    b = Book("54-one-step.xlsx")
    b.sheet("表", [["事项名称", "所需材料", "办理流程", "承诺时限"], ["政策咨询", "无", "当场答复", "当场"], ["入户慰问", "", "", ""]])
    b.expect(files=["做什么: \"当场答复\"", "{ 做什么: 以窗口答复为准, 谁: 以窗口答复为准, 在哪: 以窗口答复为准 }"], said=["步骤只看出 1 步，至少要 2 步", "没有步骤，至少要 2 步", "先照常见的写"], absent=["余下的步骤", "先办什么"]).save()


def word():
    w = Word("53-text-boxes.docx")
    p = w.document.add_paragraph()
    w.lines += 1
    p._p.append(parse_xml(BOX.format(ns=nsdecls("w"), n=1, text="办公室在一楼东头")))
    t = w.table([["事项名称", "所需材料", "办理流程", "承诺时限"], ["门禁卡", "身份证", "申请→办卡→领卡", "当场"]])
    t.cell(1, 1).paragraphs[0]._p.append(parse_xml(BOX.format(ns=nsdecls("w"), n=2, text="带原件来")))
    w.put(LINES, "第1个文本框", "办公室在一楼东头", True)
    w.put(LINES, "第2个文本框", "带原件来", True)
    w.expect(files=["名称: \"身份证\"", "承诺: 当场"], said=["办公室在一楼东头", "带原件来"], absent=["带原件", "一楼东头"]).save()
