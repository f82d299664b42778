#!/bin/sh
# Make .venv what the requirement files say; do nothing when it already is.
#
#   scripts/setup.sh run     what the dashboard and the command line need
#   scripts/setup.sh test    the same plus the test tools
#
# PYTHON=... names the interpreter; otherwise the first of python3, python3.14 ... python3.11 that is
# 3.11 or newer. The last thing written is a stamp, .venv/.ready-run or .venv/.ready-test: a hash of
# the requirement files, this file, the interpreter and the place. An environment without its stamp
# was interrupted or is out of date: it is not mended but made anew.
set -eu
cd "$(dirname "$0")/.."
level=${1:?usage: scripts/setup.sh run|test}
venv_python=.venv/bin/python

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "
Set-up stopped: $1"
    exit 1
}

files() {
    case $1 in
        run) echo requirements.txt constraints.txt scripts/setup.sh ;;
        test) echo requirements.txt constraints.txt scripts/setup.sh requirements-dev.txt ;;
        *) fail "'$1' is not a level; say run or test." ;;
    esac
}

stamp() { # what .venv/.ready-LEVEL must hold
    # shellcheck disable=SC2046  # a list of plain names
    { "$venv_python" -c 'import sys; print(sys.version, sys.prefix)' && cat $(files "$1"); } | sha256sum
}

sound() {
    [ -r ".venv/.ready-$1" ] && [ -x "$venv_python" ] || return 1
    [ "$(cat ".venv/.ready-$1")" = "$(stamp "$1" 2>/dev/null)" ] || return 1
    # An interpreter asked for by name must be the one inside.
    [ -z "${PYTHON:-}" ] || [ "$(version "$PYTHON")" = "$(version "$venv_python")" ]
}

version() { "$1" -c 'import sys; print(sys.version)' 2>/dev/null; }

up_to_date() { sound run && { [ "$level" = run ] || sound test; }; }

find_python() {
    if [ -n "${PYTHON:-}" ]; then set -- "$PYTHON"; else set -- python3 python3.14 python3.13 python3.12 python3.11; fi
    for candidate; do
        # Run it: a name on PATH may be too old, or a shim that leads nowhere.
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    fail "no Python 3.11 or newer among: $*.
Install one (Debian 12+, Ubuntu 24.04+: apt-get install python3 python3-venv), or name one: PYTHON=/path/to/python3.12"
}

may_apt() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

apt_install() {
    say "Installing $1 with apt-get ..."
    if [ -z "${lists_fresh:-}" ]; then
        apt-get update -qq </dev/null >&2 || say "apt-get update failed; trying with the lists there are."
        lists_fresh=yes
    fi
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1" </dev/null >&2
}

has_pip() { "$venv_python" -m pip --version >/dev/null 2>&1; }

make_venv() {
    rm -rf .venv
    if "$python" -m venv .venv >/dev/null 2>&1 && has_pip; then return; fi

    # Debian and Ubuntu keep the part of Python that puts pip into a new environment in a package
    # of its own, python3.X-venv.
    package="python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
    if may_apt; then
        say "$python lacks the parts of Debian's $package."
        if apt_install "$package" || apt_install python3-venv; then
            rm -rf .venv
            if "$python" -m venv .venv >&2 && has_pip; then return; fi
        fi
    fi

    # Without that package: a pip that is already there can put one into the environment.
    rm -rf .venv
    if "$python" -m pip --version >/dev/null 2>&1; then
        say "Putting pip into .venv with the pip of $python ..."
        "$python" -m venv --without-pip .venv >&2 || true
        if "$python" -m pip --python .venv install --quiet pip >&2 && has_pip; then return; fi
    fi
    rm -rf .venv
    fail "$python cannot make a virtual environment, and has no pip of its own.
Install the missing package, then run the same command again:
    sudo apt-get install $package"
}

driver_runs() { "$venv_python" -m playwright --version >/dev/null 2>&1; }

check_driver() { # the program in the playwright package needs a library that a small Debian lacks
    driver_runs && return
    if may_apt; then apt_install libatomic1 || true; fi
    driver_runs && return
    say "$("$venv_python" -m playwright --version 2>&1 | tail -n 3)"
    fail "the driver of the browser tests (playwright) does not start; its own words are above.
On Debian and Ubuntu it needs: sudo apt-get install libatomic1"
}

install() { # one call, so that pip sees every pin at once
    set -- -r requirements.txt
    [ "$level" = run ] || set -- "$@" -r requirements-dev.txt
    rm -f .venv/.ready-run .venv/.ready-test
    PIP_USER=0 PIP_DISABLE_PIP_VERSION_CHECK=1 \
        "$venv_python" -m pip install --quiet --no-input --no-compile -c constraints.txt "$@" >&2 ||
        fail "pip could not install the requirements; its own words are above."
    # pip would compile on one processor, and each package's own tests as well: twice as long. What
    # does not compile is for another Python, and is no fault.
    "$venv_python" -m compileall -qq -j 0 -x /tests/ .venv/lib >/dev/null 2>&1 || true
    stamp run >.venv/.ready-run
    if [ "$level" = test ]; then
        check_driver
        stamp test >.venv/.ready-test
    fi
}

files "$level" >/dev/null
up_to_date && exit 0

# One set-up at a time in this tree; whoever waited may find the work done.
exec 9<scripts/setup.sh
if command -v flock >/dev/null && ! flock -n 9; then
    say "Waiting for another set-up in this folder ..."
    flock 9
    up_to_date && exit 0
fi

# An activated .venv must not be asked to make itself.
PATH=$(printf '%s' "$PATH" | sed "s|$PWD/.venv/bin:||g")

if sound run && [ ! -e .venv/.ready-test ]; then
    say "Adding the test tools to .venv (about half a minute) ..."
else
    python=$(find_python)
    say "Making .venv with $("$python" --version) and installing the requirements (a minute or two the first time) ..."
    make_venv
fi
install
