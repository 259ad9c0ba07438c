#!/bin/sh
# Installs redis-server as root on Debian or Ubuntu. Elsewhere, prints how to install it; tests that need it are skipped.
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo 'Installing redis-server…'
  export DEBIAN_FRONTEND=noninteractive
  if apt-get update -qq && apt-get install -qq --no-install-recommends redis-server >/dev/null; then
    exit 0
  fi
fi
cat >&2 <<'EOF'
redis-server is not on PATH: tests that need a real Redis are skipped, and listed at the end.
To install it: sudo apt-get install redis-server (Debian, Ubuntu), brew install redis (macOS).
EOF
