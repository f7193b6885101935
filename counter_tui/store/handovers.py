"""The guard that lets an application be handed over (penyerahan) once here; ingest never touches it."""

from counter_tui.store.driver import Connection


def guard(connection: Connection, application: str, event: str, at: int) -> bool:
    """Keep a handover; False when one is kept already."""
    cursor = connection.execute(
        "INSERT INTO handover_guard (application, event, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        (application, event, at),
    )
    return cursor.rowcount == 1


def release(connection: Connection, application: str) -> None:
    """Forget a handover that was undone."""
    connection.execute("DELETE FROM handover_guard WHERE application = ?", (application,))
