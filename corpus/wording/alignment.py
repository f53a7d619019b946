"""Chinese of the alignment page."""

ZH = {
    "Alignment": "对齐",
    "Back to the record": "返回记录",
    "{accepted} of {segments} segments accepted": "已确认 {accepted}/{segments} 个句段",
    "{n} untranslated": "{n} 处未译",
    "What you typed": "您输入的内容",
    "Segments": "句段",
    "Segment {n}": "句段 {n}",
    "Segments before these": "前面的句段",
    "Segments after these": "后面的句段",
    # States
    "accepted": "已确认",
    "untranslated": "未译",
    "written": "人工补译",
    "edited": "已编辑",
    "Confidence of the aligner": "自动对齐的置信度",
    "source text:": "页面原文：",
    "no Chinese here": "此处无中文",
    "no English here": "此处无英文",
    # Editing and splitting
    "Keep and go on": "保存并继续",
    "Back to the source text": "恢复页面原文",
    "Leave": "取消",
    "Chinese: cut where?": "中文从何处断开？",
    "English: cut where?": "英文从何处断开？",
    "cut before: {words}": "在此之前断开：{words}",
    "the end": "末尾",
    "Choose one place on each side: what stands before both becomes the first segment. "
    "Arrow keys move the cut, Tab goes to the other side.": (
        "两侧各选一处断点，断点之前的部分成为第一个句段。方向键移动断点，Tab 键切换到另一侧。"
    ),
    "Split here": "在此拆分",
    # The bar
    "What to do with the active segment": "对当前句段的操作",
    "Accept and go on": "确认并继续",
    "Accept": "确认",
    "Take back": "取消确认",
    "Edit Chinese": "编辑中文",
    "Edit English": "编辑英文",
    "Split": "拆分",
    "Merge with next": "与下一句段合并",
    "Untranslated": "标为未译",
    "Move a sentence to the neighbouring segment": "把句子移到相邻句段",
    "Chinese ↑": "中文 ↑",
    "Chinese ↓": "中文 ↓",
    "English ↑": "英文 ↑",
    "English ↓": "英文 ↓",
    "Move the first Chinese sentence up": "首个中文句移到上一句段",
    "Move the last Chinese sentence down": "最后一个中文句移到下一句段",
    "Move the first English sentence up": "首个英文句移到上一句段",
    "Move the last English sentence down": "最后一个英文句移到下一句段",
    "What to do with the whole text": "对全文的操作",
    "Align the rest again": "重新对齐其余句子",
    "Accept all from": "全部确认，置信度 ≥",
    "Accept all of at least this confidence in which nothing differs": "确认置信度不低于此值且无疑点的全部句段",
    "Least confidence, per cent": "最低置信度（%）",
    "Next to accept": "下一个待确认",
    "Previous to accept": "上一个待确认",
    "Next untranslated": "下一个未译",
    # History
    "History of this text": "修改历史",
    "Nobody has changed this alignment yet.": "尚无人修改过此对齐。",
    "accepted all above a confidence": "已按置信度批量确认",
    "acceptance taken back": "已取消确认",
    "merged": "已合并",
    "split": "已拆分",
    "moved": "已移动",
    "marked as untranslated": "已标为未译",
    "source text restored": "已恢复页面原文",
    "rest aligned again": "已重新对齐其余句子",
    "undone: {what}": "已撤销：{what}",
    "{done}. {accepted} of {segments} accepted": "{done}。进度 {accepted}/{segments}",
    # Refusals
    "Somebody changed this alignment in the meantime. This is how it is now; nothing you typed is lost.": (
        "在此期间有人修改了该对齐，以下为最新内容；您输入的文字已保留。"
    ),
    "Others have changed this alignment since then, so this cannot be undone before their changes are.": (
        "此后该对齐又有改动，须先撤销那些改动。"
    ),
    "this form asks for nothing that can be done here": "此处无法执行该操作",
    "there is no such segment": "没有该句段",
    "this segment is accepted already": "该句段已确认",
    "this segment is not accepted": "该句段尚未确认",
    "no other segment is that sure and without findings": "没有其他达到该置信度且无疑点的句段",
    "both parts need a sentence: choose where to cut": "拆分后的两部分都须有内容，请选择断点",
    "this is the last segment: there is no next one to merge it with": "这是最后一个句段，后面没有可合并的句段",
    "both segments are in one language: there is no translation to merge them with": (
        "两个句段为同一种语言，没有可与之合并的译文"
    ),
    "this segment has no sentence in that language": "该句段没有该语言的句子",
    "there is no segment in that direction": "该方向上没有句段",
    "the neighbour has no sentence in the other language: it cannot be passed": (
        "相邻句段没有另一种语言的句子，无法越过"
    ),
    "this segment is marked as untranslated already": "该句段已标为未译",
    "a translation was written here: take it out first": "此处有人工补译，请先删除",
    "this segment has another number of sentences": "该句段的句数不符",
    "nothing was changed": "没有改动",
    "this is what the source says": "已与页面原文一致",
    "this segment has a translation: edit it": "该句段已有译文，请直接编辑",
    "an empty sentence cannot be kept": "不能保存空句",
    "there is no such place to cut": "没有该断点",
    "an edited sentence cannot be cut: restore it first, or cut it before it is edited": (
        "已编辑的句子不能断开：请先恢复页面原文，或在编辑前断开"
    ),
}
