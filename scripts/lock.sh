#!/bin/sh
# Resolve the dependencies anew and write both locks: pins and hashes for every supported Python, no addresses.
# What is already pinned stays as it is; `make lock UPGRADE=1` looks for newer versions.
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

export_lock() {
    target=$1
    shift
    "$uv" export --quiet --frozen --no-emit-project --no-header --no-annotate "$@" --output-file "$target"
    if grep -n '://' "$target" >&2; then
        printf '%s\n' "make lock: $target must not hold an address." >&2
        exit 1
    fi
}

"$uv" lock --quiet ${UPGRADE:+--upgrade}
export_lock requirements.lock --no-default-groups --group service
export_lock requirements-dev.lock --all-groups --all-extras
