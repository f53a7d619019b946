"""Chinese of the coverage report and of the pictures."""

ZH = {
    # Pictures
    "Pages found": "找到的页面",
    "in files": "所在文件",
    "Not read": "未能读取",
    "Records read": "读取所得记录",
    "Duplicates merged": "已合并的重复记录",
    "by a shared identifier": "标识符相同",
    "by similarity, or by a person": "相似度判定或人工判定",
    "Canonical records": "规范记录",
    "papers": "论文",
    "trials": "临床试验",
    "Uncertain pairs to decide": "疑似重复（需人工判定）",
    "Abstracts in both languages": "中英文摘要齐全",
    "Others": "其他",
    "others ({n})": "其余各项（{n}）",
    "Nothing corresponds": "无一对应",
    "Fully translated": "全部译出",
    "Partly translated": "部分译出",
    "English only": "仅有英文",
    "Chinese only": "仅有中文",
    "No abstract": "无摘要",
    "Not aligned yet": "尚未对齐",
    "Records by the share of sentences that are translated": "按已译句占比统计的记录数",
    # Kinds of records and of findings
    "paper": "论文",
    "trial": "临床试验",
    "number": "数值",
    "unit": "单位",
    "percent": "百分比",
    "sign": "符号",
    "date": "日期",
    "identifier": "名称或编号",
    "negation": "否定",
    "direction": "增减方向",
    "length": "长度",
    # Why files were not read
    "a list of publications or trials, not the record of one": "是文献或试验列表，不是单条记录",
    "a list of trials, not the record of one": "是试验列表，不是单条试验记录",
    "a page that kept robots out, or an error of the site": "反爬虫页面或网站报错页面",
    "a saved web page without the page": "保存的网页中没有正文",
    "an archive within archives, more than … deep": "压缩包嵌套过深",
    "binary data": "二进制数据",
    "broken or circular link": "链接失效或循环",
    "broken XML": "XML 有误",
    "brought its reading process down": "导致读取进程崩溃",
    "cannot be opened": "无法打开",
    "cannot be parsed": "无法解析",
    "cannot be unpacked": "无法解压",
    "damaged PDF": "PDF 已损坏",
    "empty file": "空文件",
    "encrypted: unpack the archive with its password first": "压缩包已加密，请先用密码解压",
    "image/png: not a format that is read": "PNG 图片，不支持此格式",
    "image/jpeg: not a format that is read": "JPEG 图片，不支持此格式",
    "needs more memory than a worker may use": "所需内存超出限制",
    "nested too deeply": "嵌套过深",
    "no text in it": "没有文字",
    "no text in the PDF's … page": "PDF 各页均无文字",
    "no title, abstract or identifier of a paper or trial found in it": "未找到论文或试验的标题、摘要或标识符",
    "nothing but white space": "只有空白字符",
    "nothing in it to read": "其中没有可读取的内容",
    "nothing of a paper or trial in it": "与论文或试验无关",
    "the PDF's fonts do not say which characters they draw": "PDF 字体缺少字符映射",
    "too large": "文件过大",
    "took longer than … s and was stopped": "读取超时，已终止",
    # The report
    "Translation coverage": "翻译覆盖报告",
    "{canonicals} canonical records from {pages} pages. Of the English sentences {en} are translated, "
    "of the Chinese ones {zh}.": "由 {pages} 个页面得到 {canonicals} 条规范记录。英文句子有中文译文的占 {en}，"
    "中文句子有英文译文的占 {zh}。",
    "From pages to canonical records": "从页面到规范记录",
    "How much is translated": "翻译覆盖情况",
    "Canonical records by coverage": "规范记录的翻译覆盖状态",
    "Records in both languages, by the share of their sentences that are translated": "中英文摘要齐全的记录，"
    "按已译句占比分布",
    "Findings by kind": "各类疑点",
    "Sentences and characters, records in one language included": "句数与字符数（含仅有一种语言的记录）",
    "Sentences": "句数",
    "Characters": "字符数",
    "translated": "已译",
    "English": "英文",
    "Chinese": "中文",
    "By kind, site and year": "按类型、来源站点和年份统计",
    "By kind": "按类型",
    "Kind": "类型",
    "By site (a record that several sites have counts at each)": "按来源站点（一条记录见于多个站点时分别计入）",
    "Site": "来源站点",
    "By year of publication, or of the start of a trial": "按发表年份（试验按开始年份）",
    "Year": "年份",
    "not stated": "未注明",
    "Records": "记录",
    "English and Chinese: the share of their sentences that is translated.": "“英文”“中文”两栏为已译句的占比。",
    "Findings": "疑点",
    "What to review first": "优先审校",
    "Ranked by the corrections to be expected in each record: the sum, over its pairs of sentences, of the probability "
    "that the pair is wrong or a finding in it right; each untranslated sentence counts 1 where there are no more than "
    "{few}.": "按每条记录的预期修改数排序：对其中每个对齐句对，累加“对齐有误或疑点属实”的概率；"
    "未译句不超过 {few} 句时，每句计 1。",
    "Expected corrections": "预期修改数",
    "Record": "记录",
    "Why": "理由",
    "No sentence has a counterpart: perhaps not each other's translation": "没有一句能够对应：两篇摘要可能不是互译文本",
    "Pairs with findings: {count}, the surest {sure}": "有疑点的句对：{count} 对（最高概率 {sure}）",
    "Doubtful pairs: {count}, the lowest confidence {lowest}": "存疑的对齐句对：{count} 对（最低置信度 {lowest}）",
    "Untranslated sentences: {count}": "未译句：{count} 句",
    "Untranslated sentences": "未译句",
    "Of records with abstracts in both languages, those with the fewest gaps first. Paler are the nearest sentences "
    "that have a translation.": "仅列中英文摘要齐全的记录，未译句少者在前。浅色文字为上下文中最近的已译句对。",
    "no Chinese": "无中文译文",
    "no English": "无英文译文",
    "Findings: numbers and the like that differ": "疑点：数值等不一致之处",
    "Pairs of sentences that do not agree, the surest findings first. The percentage is the probability that a person "
    "would call it a difference too.": "内容不一致的对齐句对，最可能属实的疑点在前。"
    "百分数表示人工复核时也会认定为不一致的概率。",
    "Files that were not read": "未能读取的文件",
    "File": "文件",
    "Files": "文件数",
    "Language": "语言",
    "By reason": "按原因",
    "Reason": "原因",
    "Decisions that were left aside": "未采用的人工判定",
    "None.": "无。",
    "{shown} of {total} shown; bicorpus coverage --json gives all.": "共 {total} 项，此处列出 {shown} 项；"
    "全部内容可用 bicorpus coverage --json 导出。",
    "All {total} shown.": "共 {total} 项，已全部列出。",
    "How the figures are computed": "统计方法",
    "Pages, records, canonical records": "页面、记录与规范记录",
    "A page is a file, or a member of an archive. A page gives one record or, where it is a list of references, "
    "several; one that gave none was not read, and its reason is told. Records of one paper or trial are merged to one "
    "canonical record.": "一个页面即一个文件，或压缩包中的一个成员。一个页面产生一条记录；参考文献列表可产生多条；"
    "未产生记录者计为“未能读取”，并注明原因。同一论文或同一试验的各条记录合并为一条规范记录。",
    "Merged duplicates": "已合并的重复记录",
    "Merged records beside the first of their canonical record. By a shared identifier: those that have a DOI, PMID or "
    "registry number of their own in common with another of its records. Uncertain pairs were not merged; a person "
    "decides on them.": "每条规范记录中除第一条以外的记录。"
    "“标识符相同”指与其中另一条记录具有相同的自身 DOI、PMID 或注册号。"
    "疑似重复的记录未予合并，留待人工判定。",
    "Translated": "已译",
    "Abstracts are split into sentences and aligned. A sentence is translated if it is in a pair with one or more "
    "sentences of the other language. Characters are counted without white space.": "摘要先分句，再做句对齐。"
    "一个句子若与另一种语言的一句或多句组成对齐句对，即计为已译。字符数不含空白。",
    "Coverage of a record": "记录的覆盖状态",
    "Fully translated: every sentence of both languages is. Partly: some are. Nothing corresponds: there is an "
    "abstract in both languages, and no sentence has a counterpart. The histogram counts the sentences of both "
    "languages together; its last column is full coverage.": "全部译出：两种语言的每个句子都有译文。"
    "部分译出：只有部分句子有译文。"
    "无一对应：两种语言都有摘要，但没有一句能够对应。直方图按两种语言的句子合并计算，最后一列为全部译出。",
    "Confidence": "置信度",
    "The probability that a pair of sentences is right, as the aligner estimates it; pairs that a person accepted are "
    "certain.": "对齐程序估计的句对正确概率；经人工确认的句对视为确定无误。",
    "Numbers, units, percentages, signs, dates, names, negations, directions and lengths that differ within a pair. "
    "The probability of a finding is the share of findings of its kind that a reader called right.": "句对内不一致的"
    "数值、单位、百分比、符号、日期、名称、否定、增减方向和长度。疑点的概率为人工判读同类疑点时认定属实的比例。",
    "For each pair, 1 − confidence × (1 − probability of its surest finding); pairs below {least} do not count. To the "
    "sum comes 1 for each untranslated sentence where a record has no more than {few}, and 1 for a record of which no "
    "sentence has a counterpart.": "每个句对按 1 − 置信度 ×（1 − 其最可能属实的疑点的概率）计算，低于 {least} 者不计；"
    "记录的未译句不超过 {few} 句时每句另加 1；没有一句能够对应的记录另加 1。",
}
