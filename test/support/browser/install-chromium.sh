#!/bin/sh
# Installs Chromium if we run as root on Debian or Ubuntu; otherwise prints how to install it. Tests that need it are then skipped.
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo 'Installing Chromium…'
  export DEBIAN_FRONTEND=noninteractive
  if apt-get update -qq && apt-get install -qq --no-install-recommends chromium fonts-noto-cjk >/dev/null; then
    exit 0
  fi
fi
cat >&2 <<'EOF'
Chromium is not on PATH. Tests that need a browser are skipped and listed at the end.
To install it: sudo apt-get install chromium (Debian, Ubuntu), or set CHROMIUM to the path of a Chrome.
EOF
