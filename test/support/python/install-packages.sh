#!/bin/sh
# Makes a Python environment in dist/python with the packages of requirements.txt, unless it is there. If that fails, prints what is
# needed; tests that need it are then skipped. It runs no code of a package that is installed.
wanted=test/support/python/requirements.txt
folder=dist/python
cmp -s "$wanted" "$folder/requirements.txt" && exit 0
if command -v python3 >/dev/null; then
  echo 'Installing Python packages…'
  rm -rf "$folder"
  if python3 -m venv "$folder" >/dev/null 2>&1 &&
    "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes -r "$wanted"; then
    cp "$wanted" "$folder/requirements.txt"
    exit 0
  fi
fi
cat >&2 <<'EOF'
There is no Python environment with PyJWT and zizmor. Tests that need it are skipped and listed at the end.
To get one: install python3 (3.10 or newer) and its module venv (sudo apt-get install python3-venv on Debian, Ubuntu), or set PYTHON to
the path of a Python 3 that has PyJWT and cryptography. zizmor is also looked for on PATH.
EOF
