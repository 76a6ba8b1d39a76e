#!/usr/bin/env bash
# The whole set-up, from a fresh Debian machine to a checkout that runs; done before, it takes a second.
#
#   tools/bootstrap.sh           what the demo needs
#   tools/bootstrap.sh --tests   also what the browser tests need (Chromium, poppler)
#
# As root it installs missing Debian packages by itself; otherwise one sentence says what to install.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=

OLDEST_NODE=20
with_tests=no
[ "${1:-}" = "--tests" ] && with_tests=yes

give_up() { printf '%s\n' "$*" >&2; exit 1; }
say() { printf 'setup: %s\n' "$*"; }
have() { PATH="$PATH:/usr/sbin:/usr/local/sbin:/sbin" command -v "$1" >/dev/null 2>&1; }
fingerprint() { cat -- "$@" | sha256sum | cut -c1-64; }
stamped() { [ "$(cat "$1" 2>/dev/null)" = "$2" ]; }

# --- Debian packages -------------------------------------------------------------------------------------

missing=()
need() { missing+=("$@"); }

find_python() {
  local name
  for name in python3 python3.14 python3.13 python3.12 python3.11 /usr/bin/python3; do
    if have "$name" && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$name"
      return
    fi
  done
}

node_is_new_enough() {
  have node && have npm && [ "$(node -p 'Number(process.versions.node.split(".")[0])' 2>/dev/null || echo 0)" -ge "$OLDEST_NODE" ]
}

libraries=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p)
have_library() { case "$libraries" in *"$1"*) ;; *) return 1 ;; esac; }
have_postgres() { have initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }
have_arabic_font() { compgen -G '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf' >/dev/null; }
have_translations() { compgen -G 'locale/*/LC_MESSAGES/*.po' >/dev/null; }

list_missing_packages() {
  "$python" -c 'import ensurepip, venv' 2>/dev/null || need python3-venv
  have_postgres || need postgresql
  have redis-server || need redis-server
  have_library libpango-1.0.so.0 || need libpango-1.0-0
  have_library libpangoft2-1.0.so.0 || need libpangoft2-1.0-0
  have_library libharfbuzz-subset.so.0 || need libharfbuzz-subset0
  have_arabic_font || need fonts-dejavu-core # for the line in Arabic on the letter
  ! have_translations || have msgfmt || need gettext
  if [ "$with_tests" = yes ]; then
    have chromium || need chromium
    have pdftotext || need poppler-utils
  fi
}

# Debian's package would start a database server of its own; ours are private, so it is told not to.
without_debian_cluster() {
  local note=/etc/postgresql-common/createcluster.d/haarlem-nd.conf
  mkdir -p "$(dirname "$note")"
  echo "create_main_cluster = false" >"$note"
  trap "rm -f '$note'" EXIT
  "$@"
  rm -f "$note"
  trap - EXIT
}

apt_install() {
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq 9>&- && apt-get install -y -qq --no-install-recommends "$@" 9>&- # daemons must not keep our lock
}

install_missing_packages() {
  [ "${#missing[@]}" -eq 0 ] && return
  local wanted="${missing[*]}" log=.run/apt.log
  have apt-get || give_up "These Debian packages, or what they hold, are needed: $wanted."
  [ "$(id -u)" -eq 0 ] || give_up "Please install what is missing, then try again: sudo apt-get install $wanted"
  say "installing Debian packages: $wanted"
  without_debian_cluster apt_install "${missing[@]}" >"$log" 2>&1 </dev/null ||
    give_up "apt-get could not install $wanted; $log says why. Install them by hand, then try again."
}

# --- Python ----------------------------------------------------------------------------------------------

make_environment() {
  local wanted
  wanted=$(fingerprint requirements/dev.txt)
  if ! .venv/bin/python -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    say "making the Python environment .venv"
    "$python" -m venv --clear .venv || give_up "$python could not make a virtual environment; install Debian's package python3-venv."
  fi
  stamped .venv/.installed "$wanted" && return
  say "installing the locked Python packages"
  .venv/bin/python -m pip install -qq --require-hashes -r requirements/dev.txt ||
    give_up "The locked Python packages could not be installed; is the package index reachable?"
  echo "$wanted" >.venv/.installed
}

# --- The browser's parts ---------------------------------------------------------------------------------

install_npm_packages() {
  local wanted
  wanted=$(fingerprint package-lock.json)
  stamped node_modules/.installed "$wanted" && return
  say "installing the locked npm packages"
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error ||
    give_up "The locked npm packages could not be installed; is the package registry reachable?"
  echo "$wanted" >node_modules/.installed
}

build_assets() {
  local wanted
  wanted=$(fingerprint package.json package-lock.json theme/icons.txt tools/assets.py)
  [ -f theme/static/vendor/utrecht.css ] && stamped node_modules/.assets "$wanted" && return
  .venv/bin/python tools/assets.py || exit 1
  echo "$wanted" >node_modules/.assets
}

compile_translations() {
  local source
  for source in locale/*/LC_MESSAGES/*.po; do
    [ -f "$source" ] || continue
    [ "${source%.po}.mo" -nt "$source" ] || msgfmt --check-format -o "${source%.po}.mo" "$source"
  done
}

mkdir -p .run
exec 9>.run/setup.lock
have flock && flock 9 # two set-ups of one checkout take turns

python=$(find_python)
[ -n "$python" ] || give_up "Python 3.11 or newer is needed: install Debian's package python3."
node_is_new_enough || give_up "Node.js $OLDEST_NODE or newer with npm is needed: install it from your distribution or from nodejs.org."
list_missing_packages
install_missing_packages
make_environment
install_npm_packages
build_assets
compile_translations
say "ready"
