#!/bin/sh
# Resolve the dependencies anew and write the locks: pins and hashes for every supported Python, no addresses.
# What is pinned stays pinned while the bounds allow it; `make lock UPGRADE=1` looks for newer versions.
set -eu

cd "$(dirname -- "$0")/.."

if command -v uv >/dev/null 2>&1; then
    uv=uv
else
    uv=build/uv/bin/uv
    if [ ! -x "$uv" ]; then
        "${PYTHON:-python3}" -m venv build/uv
        build/uv/bin/python -m pip install --quiet --disable-pip-version-check uv
    fi
fi

compile() {
    target=$1
    shift
    "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
        --no-emit-index-url --output-file "$target" ${UPGRADE:+--upgrade} "$@" pyproject.toml
    if grep -n '://' "$target" >&2; then
        printf '%s\n' "make lock: $target must not hold an address." >&2
        exit 1
    fi
}

compile requirements-dev.lock --all-extras --group service --group dev
# The service runs the very versions that the tests ran.
compile requirements.lock --group service --constraint requirements-dev.lock
# The image is built by the very versions that the tests built by.
compile requirements-build.lock --group build --constraint requirements-dev.lock

# npm's locks are made from nothing: what is installed on this machine would leave out the other platforms' packages.
for folder in frontend scripts/chromium; do
    rm -rf "$folder/node_modules" "$folder/package-lock.json"
    scripts/node npm --prefix "$folder" install --package-lock-only --loglevel=error >/dev/null
    if grep -nE '"resolved"|registry' "$folder/package-lock.json" >&2; then
        printf '%s\n' "make lock: $folder/package-lock.json must not hold an address to download from." >&2
        exit 1
    fi
done
