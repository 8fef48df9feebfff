"""The one MetaData, with names for every constraint so that migrations can speak of them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, Table

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def identity(name: str = "id") -> Column[int]:
    """A given integer key; on SQLite it is the row's own number. Ids carry the regency in front (`db.ids`)."""
    return Column(name, BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False)


def partial_index(name: str, *columns: Column[Any], where: Any, unique: bool = False) -> Index:
    """An index over the rows where `where` holds; SQLite and PostgreSQL spell it alike."""
    return Index(name, *columns, unique=unique, sqlite_where=where, postgresql_where=where)


def additive(name: str, *keys: Column[Any]) -> Table:
    """A summary table: a key and a count that may only be added to. Without rowid: the key is the row."""
    columns = [Column(key.name, key.type, primary_key=True, autoincrement=False) for key in keys]
    return Table(name, metadata, *columns, Column("n", Integer, nullable=False), sqlite_with_rowid=False)
