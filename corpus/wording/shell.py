"""Chinese of the frame of the review pages."""

ZH = {
    "Overview": "概览",
    "Records": "记录",
    "Duplicates": "查重",
    "History": "历史",
}
