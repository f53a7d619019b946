"""Chinese of the sentences that tell why a file was not read; names in braces stand for what they tell of.

The kinds of reasons, without what is so in one file only, are those of the report.
"""

ZH = {
    "a page that kept robots out, or an error of the site; the paper was not saved: save it again": (
        "反爬虫页面或网站报错页面，未保存到论文：请重新保存"
    ),
    "a list of publications or trials, not the record of one: ingest the pages that it links to": (
        "是文献或试验列表，不是单条记录：请导入它所链接的页面"
    ),
    "a list of trials, not the record of one: ingest the pages that it links to": (
        "是试验列表，不是单条试验记录：请导入它所链接的页面"
    ),
    "a saved web page without the page: no part of it is HTML; save it again": (
        "保存的网页中没有正文：不含 HTML 部分，请重新保存"
    ),
    "nothing of a paper or trial in it: no abstract, authors, identifier or metadata for scholars": (
        "与论文或试验无关：没有摘要、作者、标识符或学术元数据"
    ),
    "no text in it: a picture of a page, a form for robots or an empty document": (
        "没有文字：可能是页面图片、人机验证页或空文档"
    ),
    "no text in the PDF's {number} page(s): {why}": "PDF 共 {number} 页，均无文字：{why}",
    "nothing is drawn on them": "页面上没有任何内容",
    "damaged PDF: it has no pages": "PDF 已损坏：没有页面",
    "damaged PDF: no table of its pages can be found in it": "PDF 已损坏：找不到页面目录",
    "encrypted PDF": "PDF 已加密",
    "encrypted PDF: it needs the password of its reader; remove the password and ingest it again": (
        "PDF 已加密，打开时需要密码：请去除密码后重新导入"
    ),
    "binary data: NUL bytes that are neither UTF-16 nor UTF-32": "二进制数据：含 NUL 字节，且不是 UTF-16 或 UTF-32",
    "no header with a column we know": "表头没有可识别的列",
    "line 1: no header with a column we know ({line}); "
    "name the columns in the first line, for example: ID,title,author,year,journal,doi": (
        "第 1 行：表头没有可识别的列（{line}）；请在首行写明列名，例如 ID,title,author,year,journal,doi"
    ),
    "no reference found; each begins with a line such as {example}": (
        "未找到参考文献；每条应以 {example} 这样的一行开头"
    ),
    "a damaged tar archive, or cut off: {why}": "tar 压缩包已损坏或不完整：{why}",
    "a damaged zip archive, perhaps cut off: {why}": "zip 压缩包已损坏，可能不完整：{why}",
    "damaged after {number} bytes of what was packed: {why}": "解压至 {number} 字节后损坏：{why}",
    "cut off after {number} bytes of what was packed": "解压至 {number} 字节后中断",
    "compressed in a rare way (method {number}): unpack the archive first": "压缩方式少见（方法 {number}）：请先解压",
    "a reference of papis": "papis 文献条目",
    "a reference of papis (export it as RIS): not a format that is read": "papis 文献条目，不支持此格式：请导出为 RIS",
    "blocks of a page as MinerU writes them": "MinerU 输出的页面块",
    "blocks of a page as MinerU writes them (give its Markdown): not a format that is read": (
        "MinerU 输出的页面块，不支持此格式：请提供其 Markdown"
    ),
    "a TEI document": "TEI 文档",
    "a JSON document with the keys {keys}: not a format that is read": "JSON 文档，键为 {keys}，不支持此格式",
    "a JSON document with the keys {keys}": "JSON 文档，键为 {keys}",
    "{what}: not a format that is read": "{what}：不支持此格式",
}
