"""Search in two languages: the words of a text, the expression of a query, the marks on what was found."""
