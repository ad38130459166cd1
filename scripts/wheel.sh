#!/bin/sh
# Build the wheel into dist/ and lay its content into build/wheel, from where the tests import it instead of src/.
# build/wheel.stamp names the wheel that was built.
set -eu

cd "$(dirname -- "$0")/.."

rm -rf dist build/wheel build/wheel.stamp
mkdir -p build
.venv/bin/hatchling build --target wheel --directory dist >build/wheel.log 2>&1 || {
    cat build/wheel.log >&2
    exit 1
}
wheel=$(ls dist/*.whl)
.venv/bin/python -m zipfile --extract "$wheel" build/wheel
printf '%s\n' "$(pwd)/$wheel" >build/wheel.stamp
