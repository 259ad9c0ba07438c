#!/bin/sh
# Installs Chromium where that is ours to do; otherwise says what is missing. The tests then leave out what needs it.
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo 'Installing Chromium…'
  export DEBIAN_FRONTEND=noninteractive
  if apt-get update -qq && apt-get install -qq --no-install-recommends chromium fonts-noto-cjk >/dev/null; then
    exit 0
  fi
fi
cat >&2 <<'EOF'
Chromium is not on PATH: what needs a browser is left out, and named at the end.
To install it: sudo apt-get install chromium (Debian, Ubuntu), or name a Chrome with CHROMIUM=/path/to/it.
EOF
