"""Pages of PDFs: two engines, a judge of their text, and from words with places to paragraphs in reading order."""
