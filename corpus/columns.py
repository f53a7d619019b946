"""Text in columns of equal width, of which a Chinese character takes two."""

from rich.cells import cell_len, set_cell_size


def width(text: str) -> int:
    """Return how many columns a text takes."""
    return cell_len(text)


def cut(text: str, columns: int) -> str:
    """Return the text, or as much of it as fits into the columns and an ellipsis."""
    return text if width(text) <= columns else f"{set_cell_size(text, columns - 1).rstrip()}…"


def fit(text: str, columns: int) -> str:
    """Return a text that takes just these columns."""
    return set_cell_size(cut(text, columns), columns)
