"""The tables of every role, one metadata for SQLite and PostgreSQL.

Imported only where SQLModel is wanted: migrations, everyday queries and the centre. The hot paths are
written in SQL text. Importing this package registers all tables except those of `store.central`.
"""

from counter_tui.store.tables import hub, journal, local, projections, records

__all__ = ["hub", "journal", "local", "projections", "records"]
