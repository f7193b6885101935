"""What an import took and refused."""

import msgspec


class ImportIssue(msgspec.Struct, frozen=True):
    """One refused or doubtful row of an import; the header is line 1; never the value itself."""

    line: int
    field: str
    reason: str


class ImportResult(msgspec.Struct, frozen=True):
    """What an import took; with `dry_run` what it would take."""

    kind: str
    accepted: int
    updated: int
    unchanged: int
    rejected: tuple[ImportIssue, ...]
    warnings: tuple[ImportIssue, ...]
    dry_run: bool
