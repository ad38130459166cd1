"""The language models of a deployment: asked directly, through a gateway, or not at all."""

from __future__ import annotations

from adapters.language.absent import AbsentModel
from adapters.language.resting import RestingModel
from adapters.language.side_by_side import SideBySide
from entrypoints.settings import Settings
from trading_core.ports.language_model import LanguageModel

CLAUDE, GEMINI, OPENAI = "claude", "gemini", "openai"


def models_held(settings: Settings) -> dict[str, LanguageModel]:
    """The two models whose keys this process holds; the one without a key is absent."""
    seconds = float(settings.language_timeout_seconds)
    held: dict[str, LanguageModel] = {CLAUDE: AbsentModel(CLAUDE), GEMINI: AbsentModel(GEMINI)}
    if settings.claude_api_key:
        from adapters.language.claude import ClaudeModel

        claude = ClaudeModel(
            settings.claude_api_key, settings.claude_model, settings.claude_base_url, seconds
        )
        held[CLAUDE] = RestingModel(claude, CLAUDE)
    if settings.google_api_key:
        from adapters.language.gemini import GeminiModel

        gemini = GeminiModel(
            settings.google_api_key, settings.gemini_model, settings.google_base_url, seconds
        )
        held[GEMINI] = RestingModel(gemini, GEMINI)
    return held


def panel_of(settings: Settings) -> SideBySide:
    """Those who are asked for opinions: a gateway counts more than a key, and a third one is there if it has a key."""
    seconds = float(settings.language_timeout_seconds)
    seats = models_held(settings)
    for name, url in ((CLAUDE, settings.mcp_claude_url), (GEMINI, settings.mcp_gemini_url)):
        if url is not None:
            from adapters.language.gateway import GatewayModel

            seats[name] = RestingModel(GatewayModel(name, url, settings.gateway_token, seconds), name)
    if settings.openai_api_key:
        from adapters.language.chat import ChatModel

        chat = ChatModel(settings.openai_api_key, settings.model_name, settings.openai_base_url, seconds)
        seats[OPENAI] = RestingModel(chat, OPENAI)
    return SideBySide(seats)
