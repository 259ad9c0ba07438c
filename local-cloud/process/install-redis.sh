#!/bin/sh
# Installs redis-server where that is ours to do; otherwise says what is missing. The tests then leave out what needs it.
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo 'Installing redis-server…'
  export DEBIAN_FRONTEND=noninteractive
  if apt-get update -qq && apt-get install -qq --no-install-recommends redis-server >/dev/null; then
    exit 0
  fi
fi
cat >&2 <<'EOF'
redis-server is not on PATH: what needs a real Redis is left out, and named at the end.
To install it: sudo apt-get install redis-server (Debian, Ubuntu), brew install redis (macOS).
EOF
