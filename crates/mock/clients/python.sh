# To be sourced by the tests of clients in Python: their packages, installed once for each change of their versions.
# `packages` is where they are. PYTHONPATH, so that nothing else of this machine changes.

pip() { python3 -m pip --quiet --disable-pip-version-check "$@"; }

# has_python: whether Python and pip are here, installed where they are missing.
has_python() {
    has python3 || install python3
    has python3 || { skip "no python3" && return 1; }
    pip --version >/dev/null 2>&1 || install python3-pip
    pip --version >/dev/null 2>&1 || { skip "no pip" && return 1; }
}

# installed VERSIONS: whether these are installed. Else the folder is empty afterwards.
installed() {
    [ "$1" != "$(cat "$packages/installed" 2>/dev/null)" ] || return 0
    rm -rf "$packages"
    mkdir -p "$packages"
    return 1
}

# from_pypi ARGUMENTS...: pip with these, which fetches. Exit status 2: PyPI cannot be reached.
from_pypi() { fetched "pip download --retries 1 --no-deps --dest $packages/asked PyJWT" pip "$@"; }

# install_packages REQUIREMENTS OPTION...
install_packages() {
    # Compiled when it is imported: most of it never is.
    from_pypi install --root-user-action=ignore --retries 1 --no-compile --target "$packages" -r "$@"
}
