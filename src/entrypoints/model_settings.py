"""What a deployment chooses about language models, and about the analyses that ask them."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from attrs import frozen

from entrypoints.choices import base_url, choice, count, setting, text, token, url

_HTTPS: Final = "an https: address without a query, or http: on this machine"
# Asking, writing down and a slow moment of the database, beside what the slowest model may take.
SECONDS_BESIDE: Final = 10


@frozen(kw_only=True)
class ModelSettings:
    """Keys and addresses of models, the gateway that may hold them, and how much is asked."""

    claude_api_key: str | None = text("CLAUDE_API_KEY")
    google_api_key: str | None = text("GOOGLE_API_KEY")
    openai_api_key: str | None = text("OPENAI_API_KEY")
    claude_model: str = text("CLAUDE_MODEL", "claude-sonnet-5-5")
    gemini_model: str = text("GEMINI_MODEL", "gemini-2.5-flash")
    model_name: str = text("MODEL_NAME", "gpt-5-mini")
    claude_base_url: str = setting("CLAUDE_BASE_URL", "https://api.anthropic.com", base_url, _HTTPS)
    google_base_url: str = setting(
        "GOOGLE_BASE_URL", "https://generativelanguage.googleapis.com", base_url, _HTTPS
    )
    openai_base_url: str = setting("OPENAI_BASE_URL", "https://api.openai.com/v1", base_url, _HTTPS)
    mcp_claude_url: str | None = setting(
        "MCP_CLAUDE_URL", None, url("http", "https"), "an address of a gateway"
    )
    mcp_gemini_url: str | None = setting(
        "MCP_GEMINI_URL", None, url("http", "https"), "an address of a gateway"
    )

    gateway_host: str = text("GATEWAY_HOST", "127.0.0.1")
    gateway_port: int = count("GATEWAY_PORT", 8001, 1, 65_535)
    gateway_token: str | None = setting(
        "GATEWAY_TOKEN", None, token, "at least 16 visible characters without a space"
    )
    gateway_calls_per_minute: int = count("GATEWAY_CALLS_PER_MINUTE", 60, 1, 100_000)

    language_timeout_seconds: int = count("LANGUAGE_TIMEOUT_SECONDS", 30, 1, 60)
    language_calls_per_day: int = count("LANGUAGE_CALLS_PER_DAY", 400, 0, 10_000_000)
    analyses_per_day: int = count("ANALYSES_PER_DAY", 500, 0, 10_000_000)
    analyses_per_user: int = count("ANALYSES_PER_USER", 20, 0, 1_000_000)
    analysis_fresh_seconds: int = count("ANALYSIS_FRESH_SECONDS", 3_600, 1, 86_400)
    analysis_retry_seconds: int = count("ANALYSIS_RETRY_SECONDS", 60, 1, 86_400)
    analysis_patience_seconds: int = count("ANALYSIS_PATIENCE_SECONDS", 600, 10, 86_400)
    analysis_language: str = choice("ANALYSIS_LANGUAGE", "en", "zh-TW")

    @property
    def analysis_lease(self) -> timedelta:
        """How long a worker holds an analysis before it is taken for dead."""
        return timedelta(seconds=self.language_timeout_seconds + SECONDS_BESIDE)
