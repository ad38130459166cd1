#!/bin/sh
# Make .venv hold exactly what requirements-dev.lock names, the three packages of src/ and the command
# `trading`. Every step is skipped when what it depends on has not changed, so running it again costs nothing.
set -eu

cd "$(dirname -- "$0")/.."

say() { printf '%s\n' "$*" >&2; }
refuse() {
    say "make install: $*"
    exit 1
}

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    # A Python that was asked for by name is taken or refused, never replaced by another.
    for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11 python}; do
        if new_enough "$candidate"; then
            printf '%s\n' "$candidate"
            return
        fi
    done
    refuse "${PYTHON:-Python} is not there or older than 3.11; install a newer one (Debian and Ubuntu: apt-get install python3 python3-venv)," \
        "or name it with 'make install PYTHON=/path/to/python3'."
}

have_uv() { command -v uv >/dev/null 2>&1; }

# An environment that uv made holds no pip, and is of no use once uv is gone.
usable() { new_enough .venv/bin/python && { have_uv || .venv/bin/python -c 'import pip' 2>/dev/null; }; }

make_environment() {
    if usable; then
        return
    fi
    python=$(find_python)
    if have_uv; then
        uv venv --quiet --clear --python "$python" .venv || refuse "uv could not make .venv; the lines above say why."
        return
    fi
    "$python" -c 'import ensurepip, venv' >/dev/null 2>&1 ||
        refuse "this Python has no venv module; install it (Debian and Ubuntu: apt-get install python3-venv)."
    "$python" -m venv --clear .venv || refuse "$python could not make .venv; the lines above say why."
}

pip_install() {
    if have_uv; then
        uv pip install --quiet --python .venv/bin/python "$@"
    else
        .venv/bin/python -m pip install --quiet --disable-pip-version-check "$@"
    fi
}

# A step is named by a stamp that holds the checksum of what it was made from.
fresh() { [ -f ".venv/$1.stamp" ] && [ "$(cat ".venv/$1.stamp")" = "$2" ]; }
stamp() { printf '%s\n' "$2" >".venv/$1.stamp"; }

make_environment

locked=$(cksum requirements-dev.lock)
if ! fresh locked "$locked"; then
    # the lock names everything, and leaves out what nobody here needs of the sample data
    pip_install --no-deps --require-hashes -r requirements-dev.lock ||
        refuse "the pinned packages could not be installed; is a package index within reach?"
    stamp locked "$locked"
fi

# The path is in it because an environment that was copied or moved still points at its first place.
project="$(cksum pyproject.toml) $(pwd)"
if ! fresh project "$project"; then
    pip_install --no-deps --no-build-isolation --editable . || refuse "the project itself could not be installed."
    stamp project "$project"
fi

cp scripts/trading .venv/bin/trading
chmod 755 .venv/bin/trading
touch .venv/installed
