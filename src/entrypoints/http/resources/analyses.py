"""Analyses: asked for, made in the background, and read when they are done."""

from __future__ import annotations

import msgspec

from entrypoints.analyses import AnalysisView
from entrypoints.http.endpoint import Call, Endpoint, Parameter, Reply, reply
from entrypoints.http.fields import Ticker, named
from entrypoints.http.writing import once
from trading_core.domain.ids import Symbol
from trading_core.ports.analyses import AnalysisRun, AnalysisState
from trading_core.ports.api_keys import Scope


class AnalyzeBody(msgspec.Struct, forbid_unknown_fields=True):
    """The product to analyse."""

    stock_id: Ticker


class AnalysisTask(msgspec.Struct, frozen=True):
    """Where to look for the result; several who ask for the same may get the same."""

    task_id: str
    status_url: str


class AnalysisProblem(msgspec.Struct, frozen=True):
    """Why an analysis came to nothing."""

    code: str
    message: str


class AnalysisStatus(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """How far an analysis is, in a hundred; ``result`` when it is done, ``error`` when it has failed."""

    task_id: str
    state: AnalysisState
    progress: int
    result: AnalysisView | None = None
    error: AnalysisProblem | None = None


DECODER = msgspec.json.Decoder(AnalysisView)


def ask(call: Call) -> Reply:
    """Ask for an analysis: of those who ask for the same at about the same time, one has it made."""
    body: AnalyzeBody = call.body
    symbol = named("stock_id", Symbol, body.stock_id)

    def request() -> Reply:
        run = call.services.analysts.request(symbol, call.who.user)
        call.services.tasks.tell("analysis", run.id)
        place = f"/api/analyze/{run.id}/"
        return reply(AnalysisTask(run.id, place), 202, {"Location": place})

    return once(call, request)


def get(call: Call) -> Reply:
    """Show how far it is."""
    return reply(_view(call.services.analysts.read(call.path["task_id"])))


def _view(run: AnalysisRun) -> AnalysisStatus:
    failure = run.failure
    return AnalysisStatus(
        task_id=run.id,
        state=run.state,
        progress=run.progress,
        result=None if run.result is None else DECODER.decode(run.result),
        error=None if failure is None else AnalysisProblem(failure.code, failure.message),
    )


TASK = "0000019a9c3f2b7d5e1c4a8b"
TOLD = {"task_id": TASK, "status_url": f"/api/analyze/{TASK}/"}
DONE = {
    "task_id": TASK,
    "state": "SUCCESS",
    "progress": 100,
    "result": {
        "stock_id": "2330",
        "name": "TSMC",
        "date": "2026-11-20",
        "technical": {
            "as_of": "2026-11-20T01:00:00Z",
            "days": 60,
            "close": "860.5",
            "averages": [{"days": 5, "value": "851.2", "bias_percent": "1.09"}],
            "volatility_percent": "1.53",
            "best_four_point": {
                "decision": "buy",
                "reasons": ["the three-day average is above the six-day average"],
                "labels": ["\u4e09\u65e5\u5747\u50f9\u5927\u65bc\u516d\u65e5\u5747\u50f9"],
                "gates": {"twstock": "buy", "pivot": "none"},
                "error": None,
            },
        },
        "events": [],
        "opinions": [
            {
                "provider": "claude",
                "model": "claude-sonnet-5-5",
                "stance": "bullish",
                "confidence": "0.6",
                "summary": "2330 closed at 860.5, which is 1.09% above its five-day average of 851.2.",
            },
            {"provider": "gemini", "error": "rate_limited", "retry_at": "2026-11-20T06:01:00Z"},
        ],
        "disagreement": False,
        "generated_at": "2026-11-20T06:00:00Z",
        "prompt_version": "1-en",
        "note": "Opinions are written by language models from the facts shown here.",
    },
}
RATIONED = (
    "A result without gaps is shared for an hour, and so is a run that is under way. New runs are rationed by the day, for "
    "each user and for all together; `Retry-After` says how long the day still lasts."
)

ENDPOINTS = (
    Endpoint(
        method="POST",
        paths=("/api/analyze",),
        summary="Ask for an analysis of a product",
        tag="Analysis",
        handler=ask,
        scope=Scope.READ,
        body=AnalyzeBody,
        example={"stock_id": "2330"},
        answers={202: AnalysisTask},
        examples={202: TOLD},
        keyed=True,
        description=RATIONED,
    ),
    Endpoint(
        method="GET",
        paths=("/api/analyze/{task_id:str}",),
        summary="See how far an analysis is",
        tag="Analysis",
        handler=get,
        scope=Scope.READ,
        in_path=(Parameter(name="task_id", meaning="What the request was answered with.", example=TASK),),
        answers={200: AnalysisStatus},
        examples={200: DONE},
        description=(
            "An opinion that is missing says why in `error`: not_configured, timeout, rate_limited (with `retry_at` where "
            "the provider has said when), unreachable, refused, blocked, truncated, invalid_answer or over_budget."
        ),
    ),
)
