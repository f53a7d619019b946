"""Chinese of remarks on records, decisions and jobs; names in braces stand for what they tell of."""

ZH = {
    # Of pages
    "no abstract found": "未找到摘要",
    "retracted": "已撤稿",
    "{kind}: see its related articles": "{kind}：见其相关文章",
    "retraction-forward": "撤稿",
    "retracted-by": "撤稿",
    "correction-forward": "更正",
    "corrected-by": "更正",
    "concern-forward": "关注声明",
    "{number} pages between the first {first} and the last {last} were not read": (
        "前 {first} 页与后 {last} 页之间的 {number} 页未读取"
    ),
    "page {number}: read by pdfplumber, since of PDFium's text {doubt}": (
        "第 {number} 页：改由 pdfplumber 读取，因 PDFium 读出的文字可疑（{doubt}）"
    ),
    "page {number}: damaged; read by pdfplumber": "第 {number} 页：已损坏，改由 pdfplumber 读取",
    "page {number}: damaged and not read": "第 {number} 页：已损坏，未能读取",
    "pages {number}: damaged and not read": "第 {number} 页：已损坏，未能读取",
    "page {number}: pictures of pages: needs OCR: {command}": "第 {number} 页：为图片，需要 OCR：{command}",
    "pages {number}: pictures of pages: needs OCR: {command}": "第 {number} 页：为图片，需要 OCR：{command}",
    "page {number}: recognised from a picture (OCR), mean confidence {confidence}": (
        "第 {number} 页：由图片识别所得（OCR），平均置信度 {confidence}"
    ),
    # Of references
    "{name} is neither English nor Chinese; kept as a section: {text}": (
        "字段 {name} 既非英文也非中文，已作为章节保留：{text}"
    ),
    "no date can be read in {text}": "无法从 {text} 读出日期",
    "line {line}: {cells} cells under {width} columns": "第 {line} 行：{width} 列之下有 {cells} 个单元格",
    # Of decisions that were left aside
    "decision left aside: {left} and {right}: one record cannot differ from itself": (
        "未采用的判定：{left} 与 {right}：一条记录不可能不同于自身"
    ),
    "decision left aside: {left} and {right} were called different, but later decisions join them; "
    "these hold: undo one to part them": (
        "未采用的判定：{left} 与 {right} 曾判定为不同，但后来的判定使两者合并，以后者为准；撤销其中一项即可分开"
    ),
    "decision left aside: {left} and {right} were called the same, but one is a paper and the other a trial": (
        "未采用的判定：{left} 与 {right} 曾判定为相同，但一为论文，一为临床试验"
    ),
    "decision left aside: {left} and {right} were called the same, but later decisions keep them apart; "
    "these hold: undo one to join them": (
        "未采用的判定：{left} 与 {right} 曾判定为相同，但后来的判定使两者分开，以后者为准；撤销其中一项即可合并"
    ),
    # Of jobs
    "this is a fault of bicorpus: {error}": "这是 bicorpus 的程序故障：{error}",
    "the process died (exit status {status})": "进程意外终止（退出状态 {status}）",
}
