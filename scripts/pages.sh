#!/bin/sh
# Build the pages of frontend/ into src/entrypoints/http/built, from where the service hands them out.
# With the argument `packages` only what they are built with is installed.
set -eu

cd "$(dirname -- "$0")/.."

refuse() {
    printf '%s\n' "make pages: $*" >&2
    exit 1
}

if [ "${1:-}" = packages ]; then
    shift
    (cd frontend && ../scripts/node npm ci --loglevel=error "$@" >/dev/null) ||
        refuse "the packages of frontend/package-lock.json could not be installed; is npm's registry within reach?"
    touch frontend/node_modules/.package-lock.json
    exit
fi

scripts/node frontend/build.mjs || refuse "the pages could not be built; the lines above say why."
