"""What an import has found so far."""

from dataclasses import dataclass, field

from counter_tui.desk.views.imported import ImportIssue, ImportResult


@dataclass
class Counted:
    """Rows by what they do, and what is wrong with the others."""

    accepted: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[ImportIssue] = field(default_factory=list)
    warnings: list[ImportIssue] = field(default_factory=list)

    def count(self, verdict: str) -> None:
        """Count a row as accepted, updated or unchanged."""
        setattr(self, verdict, getattr(self, verdict) + 1)

    def result(self, kind: str, *, dry_run: bool) -> ImportResult:
        """Return the answer; its issues stand in the order of the file's lines."""
        return ImportResult(
            kind=kind,
            accepted=self.accepted,
            updated=self.updated,
            unchanged=self.unchanged,
            rejected=tuple(sorted(self.rejected, key=lambda issue: issue.line)),
            warnings=tuple(sorted(self.warnings, key=lambda issue: issue.line)),
            dry_run=dry_run,
        )
