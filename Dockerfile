# One image for the service, its workers and its command line; the command says which of them a container is.
FROM python:3.11-slim-bookworm AS built
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /app
RUN python -m venv /app/build && python -m venv /app/.venv
COPY requirements-build.lock requirements.lock ./
RUN build/bin/pip install --require-hashes -r requirements-build.lock
RUN .venv/bin/pip install --require-hashes -r requirements.lock
# the pages are built by the Node that came with the line above, which stays in this stage
COPY scripts/node scripts/pages.sh scripts/
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc frontend/
ENV PYTHON=/app/build/bin/python
RUN sh scripts/pages.sh packages --omit=dev
COPY frontend ./frontend
COPY pyproject.toml README.md LICENSE ./
COPY src ./src
RUN sh scripts/pages.sh
RUN build/bin/pip wheel --no-deps --no-build-isolation --wheel-dir wheel . && \
    .venv/bin/pip install --no-deps wheel/*.whl && \
    .venv/bin/python -m compileall -q src/adapters src/entrypoints

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /data --create-home trading
WORKDIR /app
COPY --from=built /app/.venv ./.venv
COPY --from=built /app/src/adapters ./src/adapters
COPY --from=built /app/src/entrypoints ./src/entrypoints
COPY scripts/trading ./.venv/bin/trading
ENV PATH="/app/.venv/bin:$PATH" PYTHONPATH=/app/src PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
ENV DATA_DIR=/data HOST=0.0.0.0
USER trading
VOLUME /data
EXPOSE 8000
ENTRYPOINT ["trading"]
CMD ["serve"]
