"""Column types that mean the same in both databases."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, BigInteger, Dialect, Integer, Numeric, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

# SQLite's INTEGER holds 64 bits, and only a column of that name can be its row id.
Key = BigInteger().with_variant(Integer(), "sqlite")
Json = JSON(none_as_null=True)


class Exact(TypeDecorator[Decimal]):
    """An exact decimal: NUMERIC in PostgreSQL, its digits as TEXT in SQLite, which has no decimals.

    Views cast it where they calculate.
    """

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(Numeric())
        return dialect.type_descriptor(Text())

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        return value if value is None or dialect.name == "postgresql" else str(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return value if value is None or isinstance(value, Decimal) else Decimal(value)
