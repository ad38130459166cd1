"""The files for Postman and for editors, sent to a running service from the first request to the last."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Final

import pytest

from tests.integration.http.request_readers import Sent, send_collection, send_text
from tests.servers.service import OPERATOR, ServiceServer

TOKEN: Final = "a token for imports"


@pytest.mark.parametrize("send", [send_collection, send_text])
def test_every_request_of_the_files_is_answered_well(
    send: Callable[[Mapping[str, str]], Iterator[Sent]], server_folder: Path
) -> None:
    """Who fills in the address, the operator's password and the token for imports needs to fill in nothing else."""
    with ServiceServer(server_folder, IMPORT_TOKENS=TOKEN) as service:
        mine = {"base": service.url, "operator_password": OPERATOR[1], "import_token": TOKEN}
        refused = [
            (one.method, one.url, one.answer.text)
            for one in send(mine)
            if one.answer.status_code >= HTTPStatus.BAD_REQUEST
        ]
    assert [] == refused
