"""What a terminal lets go after 30 days: finished streams that the centre holds, and settled print jobs.

The people of an application go with it: nobody has work with them here any more, and the centre still holds
their records until they are to be erased. A stream that contradicts itself stays until somebody has decided
about it (*perlu diperiksa*).
"""

from counter_tui.core import clock
from counter_tui.store.driver import Connection

KEPT_MS = 30 * 24 * 3600 * 1000
_BATCH = 200

# Own events, and on a hub those that are still to be relayed, must lie below their chain's durable watermark;
# all others came from the centre.
_ALL_DURABLE = (
    "NOT EXISTS (SELECT 1 FROM event e LEFT JOIN watermark w "
    "ON w.office = e.office AND w.device = e.device AND w.epoch = e.epoch "
    "WHERE e.office = t.office AND e.stream = '{kind}/' || t.id AND e.seq > coalesce(w.durable, 0) "
    "AND (e.device = ? OR EXISTS (SELECT 1 FROM relayed_head r WHERE r.office = e.office "
    "AND r.device = e.device AND r.epoch = e.epoch AND r.seq >= e.seq)))"
)
_NO_OPEN_APPLICATION = (
    " AND NOT EXISTS (SELECT 1 FROM application a WHERE a.office = t.office AND a.ticket = t.id AND a.open)"
)
# An applicant that the centre has still to learn of.
_NO_PERSON_UNTOLD = (
    " AND NOT EXISTS (SELECT 1 FROM record r WHERE r.office = t.office AND r.kind = 'applicant' "
    "AND r.id = t.id AND r.pending)"
)
_FINISHED = {
    kind: f"SELECT t.id FROM {kind} t WHERE t.office = ? AND NOT t.open AND NOT t.flagged AND t.hlc < ? "  # noqa: S608 - own names
    f"AND {_ALL_DURABLE.format(kind=kind)}{extra} LIMIT {_BATCH}"
    for kind, extra in (("ticket", _NO_OPEN_APPLICATION), ("application", _NO_PERSON_UNTOLD))
}
# A paper has no row of its own: its stream is over when nothing was added to it for so long.
_OLD_PAPERS = (
    "SELECT t.id FROM (SELECT office, substr(stream, 7) AS id FROM event "  # noqa: S608 - own names
    "WHERE office = ? AND stream >= 'paper/' AND stream < 'paper0' GROUP BY stream HAVING max(hlc) < ?) t "
    f"WHERE {_ALL_DURABLE.format(kind='paper')} LIMIT {_BATCH}"
)
_REMEMBER = (
    "INSERT INTO pruned (office, device, epoch, seq, hash) "
    "SELECT office, device, epoch, seq, hash FROM event WHERE office = ? AND stream = ? "
    "ON CONFLICT DO NOTHING"
)
_FORGET_APPLICANT = (
    "DELETE FROM record WHERE office = ? AND kind = 'applicant' AND id = ? AND standing = 'live' "
    "AND NOT pending"
)
# A partner's list is one collector of many applications, which go one after another.
_FORGET_COLLECTORS = (
    "DELETE FROM record WHERE office = ?1 AND kind = 'collector' AND standing = 'live' AND NOT pending "
    "AND id IN (SELECT h.value ->> '$.record' FROM application a, json_each(a.state, '$.handovers') h "
    "WHERE a.office = ?1 AND a.id = ?2) "
    "AND NOT EXISTS (SELECT 1 FROM json_each(record.data, '$.applications') one, application other "
    "WHERE other.office = ?1 AND other.id = one.value AND other.id <> ?2)"
)
_SETTLED_JOBS = "DELETE FROM print_job WHERE state IN ('confirmed', 'sent', 'failed') AND at < ?"


def prune(connection: Connection, device: str, now_ms: int) -> int:
    """Remove one batch of such streams and return how many events went; 0 when none is left.

    What was printed goes with it: a job holds a masked name.
    """
    forget_settled_jobs(connection, now_ms)
    oldest = clock.pack(now_ms - KEPT_MS, 0)
    gone = 0
    for kind, statement in {**_FINISHED, "paper": _OLD_PAPERS}.items():
        for (identity,) in connection.execute(statement, (connection.office, oldest, device)).fetchall():
            gone += _remove(connection, kind, identity)
    return gone


def forget_settled_jobs(connection: Connection, now_ms: int) -> None:
    """Remove the print jobs that were settled more than 30 days ago."""
    connection.execute(_SETTLED_JOBS, (now_ms - KEPT_MS,))


def _remove(connection: Connection, kind: str, identity: str) -> int:
    place = (connection.office, f"{kind}/{identity}")
    connection.execute(_REMEMBER, place)
    removed = connection.execute("DELETE FROM event WHERE office = ? AND stream = ?", place).rowcount
    if kind == "application":
        connection.execute(_FORGET_COLLECTORS, (connection.office, identity))
        connection.execute(_FORGET_APPLICANT, (connection.office, identity))
    if kind in _FINISHED:
        connection.execute(
            f"DELETE FROM {kind} WHERE office = ? AND id = ?",  # noqa: S608 - our own names
            (connection.office, identity),
        )
    return int(removed)
