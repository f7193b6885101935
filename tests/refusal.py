"""What the program refuses, told as it tells its users: by a code for programs and a sentence for people."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from counter_tui.core.refusal import Refused


@contextmanager
def refused(code: str) -> Iterator[pytest.ExceptionInfo[Refused]]:
    """Expect a refusal of this code, with a sentence, and nothing else."""
    with pytest.raises(Refused) as caught:
        yield caught
    assert caught.value.code == code
    assert caught.value.sentence.endswith((".", "?"))
