#!/bin/sh
# Prepare this folder: a Python environment in .venv from the hashed lock file, and the translations.
#
#   sh deploy/bootstrap.sh run     what running needs
#   sh deploy/bootstrap.sh dev     and what tests and checks need
#   sh deploy/bootstrap.sh test    and a Chromium, where we may install one
#   sh deploy/bootstrap.sh uv      print the path of uv, for `make lock`
#
# Quick when there is nothing to do. Needs Python 3.11 or newer; PYTHON=/path/to/python chooses one.
set -eu
cd "$(dirname "$0")/.."
want=${1:-run}

fail() {
    echo "$*" >&2
    exit 1
}

# The user's settings for indexes, proxies and certificates hold. Those that would send packages to
# another place, or change which ones are taken, do not: the lock file says it all.
unset PYTHONHOME PYTHONPATH PYTHONDONTWRITEBYTECODE VIRTUAL_ENV CONDA_PREFIX
unset PIP_USER PIP_TARGET PIP_PREFIX PIP_ROOT PIP_PYTHON PIP_REQUIRE_HASHES PIP_REQUIRE_VIRTUALENV
unset PIP_CONSTRAINT PIP_NO_BINARY PIP_ONLY_BINARY PIP_NO_DEPS PIP_DRY_RUN PIP_IGNORE_INSTALLED
unset UV_PYTHON UV_SYSTEM_PYTHON UV_BREAK_SYSTEM_PACKAGES UV_TARGET UV_PREFIX UV_PROJECT UV_WORKING_DIRECTORY
unset UV_CONSTRAINT UV_OVERRIDE UV_EXCLUDE UV_EXCLUDE_NEWER UV_NO_BINARY UV_ONLY_BINARY UV_NO_BINARY_PACKAGE
unset UV_RESOLUTION UV_PRERELEASE UV_MANAGED_PYTHON UV_PYTHON_PREFERENCE UV_PYTHON_INSTALL_DIR
if [ -n "${PIP_INDEX_URL:-}" ] && [ -z "${UV_DEFAULT_INDEX:-}${UV_INDEX_URL:-}" ]; then
    export UV_DEFAULT_INDEX="$PIP_INDEX_URL"
fi
if [ -n "${PIP_CERT:-}" ] && [ -z "${SSL_CERT_FILE:-}" ]; then
    export SSL_CERT_FILE="$PIP_CERT"
fi
export UV_PYTHON_DOWNLOADS=never

find_python() {
    found=""
    for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11 python3.14 python}; do
        version=$("$candidate" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
        found="$found $candidate ($version)"
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
            python=$candidate
            return
        fi
    done
    fail "Conserje needs Python 3.11 or newer; found:${found:- none}. Install it, or name it: make run PYTHON=/path/to/python3.11"
}

need_writable() {
    [ -w . ] || fail "$(pwd) is not writable for $(id -un), so .venv cannot be made in it."
}

find_uv() {
    if command -v uv >/dev/null 2>&1; then
        uv=$(command -v uv)
        return
    fi
    uv=.tools/bin/uv
    "$uv" --version >/dev/null 2>&1 && return
    need_writable
    find_python
    if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        fail "Python's venv module is missing. On Debian and Ubuntu: apt-get install python$version-venv"
    fi
    echo "Fetching uv, which installs the rest ..." >&2
    rm -rf .tools
    "$python" -m venv .tools
    .tools/bin/python -m pip install --quiet --disable-pip-version-check uv==0.13.8 >&2 ||
        fail "uv could not be fetched (see above). Is the package index reachable from here?"
}

install() {
    lock=$1
    noted=$(cat .venv/conserje-lock 2>/dev/null || true)
    # What development needs holds all that running needs; who has it keeps it.
    case $noted in requirements-dev.lock*) lock=requirements-dev.lock ;; esac
    stamp="$lock $(cksum <"$lock")"
    if .venv/bin/python -c '' 2>/dev/null; then
        [ "$noted" = "$stamp" ] && return
        need_writable
        find_uv
    else
        need_writable
        find_uv
        find_python
        rm -rf .venv
        "$uv" venv --quiet --no-project --python "$("$python" -c 'import sys; print(sys.executable)')" .venv
    fi
    echo "Installing from $lock ..." >&2
    "$uv" pip sync --quiet --require-hashes --python .venv/bin/python "$lock" ||
        fail "The packages of $lock could not be installed (see above)."
    echo "$stamp" >.venv/conserje-lock
}

compile_translations() {
    for source in locale/*/LC_MESSAGES/django.po; do
        compiled=${source%.po}.mo
        if [ -e "$source" ] && { [ ! -e "$compiled" ] || [ -n "$(find "$source" -newer "$compiled")" ]; }; then
            .venv/bin/python -m babel.messages.frontend --quiet compile -D django -d locale ||
                fail "The translations could not be compiled (see above)."
            return
        fi
    done
}

# The tests in a browser skip without one, except in CI, where they fail.
fetch_browser() {
    for name in chromium chromium-browser google-chrome; do
        command -v "$name" >/dev/null 2>&1 && return
    done
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
        echo "There is no Chromium, and it cannot be installed from here: the tests in a browser will not run." >&2
        return
    fi
    echo "Installing Chromium for the tests in a browser ..." >&2
    if ! { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y \
        --no-install-recommends chromium fonts-dejavu-core; } >/dev/null 2>&1; then
        echo "Chromium could not be installed: the tests in a browser will not run." >&2
    fi
}

case $want in
run)
    install requirements.lock
    compile_translations
    ;;
dev)
    install requirements-dev.lock
    compile_translations
    ;;
test)
    install requirements-dev.lock
    compile_translations
    fetch_browser
    ;;
uv)
    find_uv
    echo "$uv"
    ;;
*) fail "deploy/bootstrap.sh knows: run, dev, test, uv." ;;
esac
