"""Chinese of the sentences that tell why a file was not read; names in braces stand for what they tell of.

The kinds of reasons, without what is so in one file only, are those of the report.
"""

ZH = {
    "a page that kept robots out, or an error of the site; the paper was not saved: save it again": (
        "反爬虫页面或网站报错页面，未保存到论文：请重新保存"
    ),
    "a page that asks to log in or to pay": "要求登录或付费的页面",
    "a page that asks to log in or to pay; the paper was not saved: save it again from where it may be read": (
        "要求登录或付费的页面，未保存到论文：请在有权限阅读的地方重新保存"
    ),
    "a page that asks about cookies": "询问 Cookie 的页面",
    "a page that asks about cookies; the paper was not saved: answer it and save the paper again": (
        "询问 Cookie 的页面，未保存到论文：请答复后重新保存论文"
    ),
    "a list of publications or trials, not the record of one: ingest the pages that it links to": (
        "是文献或试验列表，不是单条记录：请改为读取它所链接的页面"
    ),
    "a list of trials, not the record of one: ingest the pages that it links to": (
        "是试验列表，不是单条试验记录：请改为读取它所链接的页面"
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
    "no text in the PDF's {number} page(s): pictures of pages: needs OCR: {command}": (
        "PDF 共 {number} 页，均为图片，需要 OCR：{command}"
    ),
    "no text in the PDF's {number} page(s): {why}": "PDF 共 {number} 页，均无文字：{why}",
    "nothing is drawn on them": "页面上没有任何内容",
    "nothing in their pictures can be recognised": "页面图片中没有可识别的文字",
    "damaged PDF: it has no pages": "PDF 已损坏：没有页面",
    "damaged PDF: no table of its pages can be found in it": "PDF 已损坏：找不到页面目录",
    "encrypted PDF": "PDF 已加密",
    "encrypted PDF: it needs the password of its reader; remove the password and ingest it again": (
        "PDF 已加密，打开时需要密码：请去除密码后重新读取"
    ),
    "encrypted PDF: by a method that is not supported; save it without encryption and ingest it again": (
        "PDF 已加密，加密方式不受支持：请另存为未加密的文件后重新读取"
    ),
    "damaged PDF: none of its pages can be loaded": "PDF 已损坏：所有页面均无法载入",
    "the PDF's fonts do not say which characters they draw ({doubt}): needs OCR: {command}": (
        "PDF 字体缺少字符映射，需要 OCR：{command}（{doubt}）"
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
    "line {line}: broken XML: {why}": "第 {line} 行：XML 有误：{why}",
    "line {line}: {why}; is a quotation mark left open there?": "第 {line} 行：{why}；是否缺少右引号？",
    "not JSON as it should be": "JSON 有误",
    "not JSON as it should be: {why}": "JSON 有误：{why}",
    "JSON nested too deeply": "JSON 嵌套过深",
    "not a study of ClinicalTrials.gov": "不是 ClinicalTrials.gov 的试验",
    "not a study of ClinicalTrials.gov: an object with the keys {keys}": (
        "不是 ClinicalTrials.gov 的试验：其键为 {keys}"
    ),
    # Limits
    "took longer than {seconds} s and was stopped": "读取超过 {seconds} 秒，已终止",
    "brought its reading process down ({cause})": "导致读取进程崩溃（{cause}）",
    "too large: {size} bytes; files up to {most} bytes are read": "文件过大：{size} 字节，上限为 {most} 字节",
    "too large: {size} bytes": "文件过大：{size} 字节",
    "too large: more than {most} bytes": "文件过大：超过 {most} 字节",
    "cannot be opened: {why}": "无法打开：{why}",
    "Permission denied": "没有权限",
    "cannot be parsed: {why}": "无法解析：{why}",
    "cannot be unpacked: {why}": "无法解压：{why}",
    "folder cannot be listed: {why}": "无法列出文件夹内容：{why}",
    "link to a place outside the folder: not followed": "指向文件夹之外的链接，未读取",
    "link to a place outside the folder": "指向文件夹之外的链接",
    "a folder, or a link to one: not followed": "文件夹，或指向文件夹的链接，未读取",
    "a folder, or a link to one": "文件夹，或指向文件夹的链接",
    "a pipe, socket or device, not a file": "管道、套接字或设备，不是文件",
    # Archives
    "an archive within archives, more than {number} deep: unpack it first": "压缩包嵌套超过 {number} 层：请先解压",
    "nothing in it to read ({number} passed over, being no pages)": "没有可读取的内容（略过 {number} 个非页面文件）",
    "damaged in its archive": "在压缩包中已损坏",
    "damaged in its archive: {why}": "在压缩包中已损坏：{why}",
    "a link to {target}: not followed": "指向 {target} 的链接，未读取",
    "a link to": "链接",
    "a pipe, device or file with holes: not read": "管道、设备或稀疏文件，未读取",
    "a pipe, device or file with holes": "管道、设备或稀疏文件",
    "a header in it claims a size of {size} bytes; nothing behind it was read": (
        "其中一个文件头声称大小为 {size} 字节，此后的内容均未读取"
    ),
    "its table of contents has {size} bytes; split it, or unpack it first": (
        "目录长达 {size} 字节：请拆分压缩包，或先解压"
    ),
    "holds more than {most} bytes; split it, or unpack it first": "解压后超过 {most} 字节：请拆分压缩包，或先解压",
    "holds more than {most} members; split it, or unpack it first": "含 {most} 个以上的成员：请拆分压缩包，或先解压",
    "{packed} bytes unpack to more than {unpacked}: a decompression bomb, not read further": (
        "{packed} 字节解压后超过 {unpacked} 字节，疑为解压炸弹，已停止读取"
    ),
    "damaged: a record should begin where it says {line}": "已损坏：一条记录应由此开始，此处却为 {line}",
    "damaged: a record's header does not end": "已损坏：一条记录的头部没有结尾",
    "damaged: a record says that its length is {length}": "已损坏：一条记录声明的长度为 {length}",
    "cut off in a record's header": "在一条记录的头部中断",
    "cut off, or a record in it says a wrong length: {size} bytes, {left} are left": (
        "文件不完整，或其中一条记录的长度有误：应为 {size} 字节，只剩 {left} 字节"
    ),
    "a Microsoft Office document: save it as PDF or HTML": "Microsoft Office 文档：请另存为 PDF 或 HTML",
    "a Microsoft Office document": "Microsoft Office 文档",
    "an EPUB book or OpenDocument file: save it as PDF, HTML or text": (
        "EPUB 电子书或 OpenDocument 文件：请另存为 PDF、HTML 或纯文本"
    ),
    "an EPUB book or OpenDocument file": "EPUB 电子书或 OpenDocument 文件",
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
    "references in CSL-JSON": "CSL-JSON 文献条目",
    "references in CSL-JSON (export them as RIS): not a format that is read": (
        "CSL-JSON 文献条目，不支持此格式：请导出为 RIS"
    ),
    "single fields of studies of ClinicalTrials.gov": "ClinicalTrials.gov 试验的个别字段",
    "single fields of studies of ClinicalTrials.gov (fetch the whole studies): not a format that is read": (
        "ClinicalTrials.gov 试验的个别字段，不支持此格式：请下载完整的试验记录"
    ),
    "PubMed's summaries, which have no abstracts": "不含摘要的 PubMed 概要",
    "PubMed's summaries, which have no abstracts ({how}): not a format that is read": (
        "不含摘要的 PubMed 概要，不支持此格式：{how}"
    ),
    "fetch the records with efetch": "请用 efetch 下载记录",
    "fetch the records as XML": "请以 XML 格式下载记录",
    "ids that PubMed's search found": "PubMed 检索所得的 ID",
    "ids that PubMed's search found (fetch their records with efetch): not a format that is read": (
        "PubMed 检索所得的 ID，不支持此格式：请用 efetch 下载相应记录"
    ),
    "an article without the front matter of JATS": "没有 JATS 文前部分的文章",
    "an article without the front matter of JATS: DocBook, or a publisher's own XML": (
        "没有 JATS 文前部分的文章：DocBook 或出版社自有的 XML"
    ),
    "an answer of an OAI-PMH server without articles": "OAI-PMH 服务器的应答，不含文章",
    "a TEI document": "TEI 文档",
    "a Jupyter notebook": "Jupyter 笔记本",
    "a news feed": "新闻订阅源",
    "a BioC or MARC collection": "BioC 或 MARC 文集",
    "an answer of Crossref": "Crossref 的应答",
    "a MODS record": "MODS 记录",
    "MODS records": "MODS 记录",
    "a DTD": "DTD",
    "an XML Schema": "XML Schema",
    "a JSON document": "JSON 文档",
    "an error of PubMed's efetch": "PubMed efetch 的报错",
    "an SVG picture": "SVG 图片",
    "a PNG image": "PNG 图片",
    "a JPEG image": "JPEG 图片",
    "a GIF image": "GIF 图片",
    "a TIFF image": "TIFF 图片",
    "a zip archive or office document": "zip 压缩包或 Office 文档",
    "a 7-zip archive": "7-zip 压缩包",
    "a RAR archive": "RAR 压缩包",
    "gzip-compressed data": "gzip 压缩数据",
    "bzip2-compressed data": "bzip2 压缩数据",
    "xz-compressed data": "xz 压缩数据",
    "an old Microsoft Office document": "旧版 Microsoft Office 文档",
    "a CAJ document": "CAJ 文档",
    "a KDH document": "KDH 文档",
    "an SQLite database": "SQLite 数据库",
    "a program": "可执行程序",
    "an XML document whose root comes late": "根元素出现过晚的 XML 文档",
    "an XML document with the root <{name}>: not a format that is read": "根元素为 <{name}> 的 XML 文档，不支持此格式",
    "an XML document with the root <{name}>": "根元素为 <{name}> 的 XML 文档",
    "a JSON document with the keys {keys}: not a format that is read": "JSON 文档，键为 {keys}，不支持此格式",
    "a JSON document with the keys {keys}": "JSON 文档，键为 {keys}",
    "{what}: not a format that is read": "{what}，不支持此格式",
    "{what}: unpack it first": "{what}：请先解压",
}
