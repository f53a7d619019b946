"""Chinese of the sentences that tell why something was refused; names in braces stand for what they tell of."""

ZH = {
    # Of the server
    "another job is running; wait for its end": "另一项任务正在运行，请等待其结束",
    "another site may not write here": "不允许其他网站在此写入",
    "open the address that bicorpus review has printed: it holds the key of this run": "请打开 bicorpus review "
    "输出的完整地址，其中含有本次运行的密钥",
    "the form is not of this run of bicorpus review: reload the page and try again": "此表单不属于本次运行的 bicorpus "
    "review，请刷新页面后重试",
    "not this server's name: open it as {address}": "地址不是本服务器的名称，请用 {address} 打开",
    "only GET, HEAD and POST are answered": "只接受 GET、HEAD 和 POST 请求",
    "a form of more than {bytes} bytes is not read": "不读取超过 {bytes} 字节的表单",
    "this is a fault of bicorpus ({error}); what was saved before is safe": (
        "这是 bicorpus 的程序故障（{error}），此前保存的内容不受影响"
    ),
    # Of the corpus
    "{path}: the corpus is no longer there": "{path}：语料库已不在此处",
    "{path}: another file has taken the place of the corpus; start bicorpus review again": (
        "{path}：原语料库已被另一个文件取代；请重新启动 bicorpus review"
    ),
    "{path}: database or disk is full": "{path}：磁盘已满，请腾出空间后重试；此前保存的内容不受影响",
    "{path}: {error}; if it was removed or replaced while bicorpus review has it open, end that first": (
        "{path}：{error}；如果语料库在 bicorpus review 打开期间被删除或替换，请先结束审校"
    ),
    "{path}: something has been writing it for {seconds} s, a large build perhaps; "
    "nothing was changed: try again in a while": (
        "{path}：语料库已被写入 {seconds} 秒，可能正在进行大型构建；此次操作未作任何更改，请稍后重试"
    ),
    "{path}: cannot be written; choose another place or change its permissions": (
        "{path}：无法写入，请另选位置或更改权限"
    ),
    # Of records
    "no record has the id {id}": "没有 ID 为 {id} 的记录",
    "no record of this corpus has the id {id}": "本语料库中没有 ID 为 {id} 的记录",
    "no canonical record has the id {id}: ids change where records are merged": (
        "没有 ID 为 {id} 的规范记录：合并记录后 ID 会改变"
    ),
    "{id} has no member of this id": "{id} 不含此 ID 的记录",
    "{id}: no abstract is aligned here; bicorpus build aligns those that there are": (
        "{id}：此记录没有已对齐的摘要；bicorpus build 会对齐已有的摘要"
    ),
    "tick the members that belong to another record, and leave at least one": (
        "请勾选属于另一记录的页面，并至少留下一个"
    ),
    "{some} of {all} members are too many to part at once": "从 {all} 个页面中一次拆出 {some} 个过多",
    "year: {text} is none; write 2021, 2015-2020, 2015-, -1999 or unknown": (
        "年份：{text} 不是年份；请写作 2021、2015-2020、2015-、-1999 或 unknown"
    ),
    "sort: {sort} is not known; there are {known}": "排序：没有 {sort}；可用的有 {known}",
    # Of decisions
    "a decision is either same or different": "判定只能是“相同”或“不同”",
    "a decision is on two different records": "判定须针对两条不同的记录",
    "a paper and a trial are never one record": "论文与试验不可能是同一条记录",
    "somebody decided in the meantime: {verdict}; "
    "your word was not taken: look at it again, and decide anew if you think otherwise": (
        "在此期间已有人判定：{verdict}；您的判定未被采用，请再看一遍，如有异议请重新判定"
    ),
    "somebody changed this alignment in the meantime; look at it again": "在此期间有人修改了该对齐，请再看一遍",
    "there is no act {number}": "没有第 {number} 号操作",
    "act {number} ({what}) is undone already": "第 {number} 号操作（{what}）已经撤销",
    "act {number} ({what}) was followed by others on the same; undo those first": (
        "第 {number} 号操作（{what}）之后同一对象又有改动，须先撤销那些改动"
    ),
    # Of exports
    "left out: {number} record with Chinese in the other script": "未写出：另一种字形的中文记录 {number} 条",
    "left out: {number} records with Chinese in the other script": "未写出：另一种字形的中文记录 {number} 条",
    "left out: {number} sentence of {target} without a source; the opposite direction has such": (
        "未写出：没有源文的 {target} 句子 {number} 句；相反方向会包含它们"
    ),
    "left out: {number} sentences of {target} without a source; the opposite direction has such": (
        "未写出：没有源文的 {target} 句子 {number} 句；相反方向会包含它们"
    ),
    "{number} row with a text of more than {most} characters, which Excel cuts": (
        "有 {number} 行的文字超过 {most} 个字符，会被 Excel 截断"
    ),
    "{number} rows with a text of more than {most} characters, which Excel cuts": (
        "有 {number} 行的文字超过 {most} 个字符，会被 Excel 截断"
    ),
    "{name}={value} is not known; there are {known}": "没有 {name}={value}；可用的有 {known}",
    "min_confidence={value} is not a probability, 0 to 1": "min_confidence={value} 不是 0 到 1 之间的概率",
    "gold holds what people accepted; a choice by confidence, acceptance or kind is not for it": (
        "gold 只含人工确认的内容，不能再按置信度、确认与否或类型筛选"
    ),
    "there is no {source} sentence to write; other directions are {known}": (
        "没有可写出的 {source} 句子；其他方向有 {known}"
    ),
}
