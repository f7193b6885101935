"""Which services speak English on paper too is the catalogue's word (WNA, ABG)."""

import pytest

from counter_tui.core.catalogue import Service, builtin
from counter_tui.core.print_job import Job, JobState
from counter_tui.store.spool import StoredSpool
from tests.desk.office import Office

SERVICES = [pytest.param(one, id=one.code) for one in builtin().services.values() if one.products]


def last(office: Office, document: str) -> Job:
    jobs = StoredSpool(office.store).jobs(list(JobState), 1000)
    return next(job for job in jobs if job.document == document)


@pytest.mark.parametrize("service", SERVICES)
def test_ticket_and_slip_speak_the_languages_that_the_catalogue_asks_for(
    office: Office, service: Service
) -> None:
    ticket = office.desk.issue(service.code, "lansia").id
    office.desk.slip(ticket=ticket)
    wanted = "id+en" if service.bilingual else "id"
    for document in ("ticket", "slip"):
        data = last(office, document).data
        assert (data["language"], data["service"], data["service_en"]) == (
            wanted,
            service.name_id,
            service.name_en,
        )
    assert last(office, "ticket").data["priority_en"] == "Elderly"
