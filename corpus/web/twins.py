"""Models as JSON: every field by its name, those of tuples too."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import msgspec


def to_json(model: object) -> bytes:
    """Return a model as one JSON text (UTF-8)."""
    return msgspec.json.encode(_named(model))


def _named(value: Any) -> Any:
    """Return a value whose records of any kind are mappings; msgspec would write a named tuple as an array."""
    if isinstance(value, msgspec.Struct):
        return {name: _named(getattr(value, name)) for name in value.__struct_fields__}
    if is_dataclass(value):
        return {field.name: _named(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return {name: _named(part) for name, part in zip(value._fields, value, strict=True)}
    if isinstance(value, Mapping):
        return {key: _named(part) for key, part in value.items()}
    if isinstance(value, (tuple, list)):
        return [_named(part) for part in value]
    return value
