# To be sourced: what `run`, `test` and `chaos` need. Afterwards `server` and `control` are the engine's programs, `programs` is where ours are; or it
# says what is missing, and fails.
root=$(cd "$here/../.." && pwd)
. "$root/firmware/toolchain.sh"
cd "$root"
programs=${CARGO_TARGET_DIR:-$root/target}/debug
version=1.7.12
# An object store that does what the engine asks of S3, conditional writes too. It is for tests, and keeps all in memory.
moto=5.2.5

# parts: without scripts, since the package would report its installation.
parts() {
    local packages=() into=${CARGO_TARGET_DIR:-$root/target}/restate-$version os
    has python3 || packages+=(python3)
    has npm || packages+=(npm)
    install "${packages[@]}"
    os=linux-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')
    server=${RESTATE_SERVER:-$into/node_modules/@restatedev/restate-server-$os/bin/restate-server}
    control=${RESTATECTL:-$into/node_modules/@restatedev/restatectl-$os/bin/restatectl}
    has python3 || { skip "no python3" && return 1; }
    unshare --net --pid --fork --kill-child true 2>/dev/null || { skip "no network namespaces: they need root, or user namespaces" && return 1; }
    if [ ! -x "$server" ] || [ ! -x "$control" ]; then
        has npm || { skip "no npm, and no engine in RESTATE_SERVER" && return 1; }
        printf 'installing the engine, Restate %s, from npm\n' "$version"
        mkdir -p "$into"
        fetched "npm view --silent @restatedev/restatectl version" npm --prefix "$into" install --ignore-scripts --no-audit --no-fund --silent \
            "@restatedev/restate-server@$version" "@restatedev/restatectl@$version" || { skip "npm does not have the engine" && return 1; }
        [ -x "$server" ] || { skip "no engine for $os" && return 1; }
    fi
    [ -z "${STORE:-}" ] || store
    if [ -z "${BUILT:-}" ]; then
        printf 'building the mock, the bot and replay\n'
        cargo build --quiet --locked -p graph-call-mock -p graph-call-replay -p restate_bot
        [ -z "${COUNTER:-}" ] || cargo build --quiet --locked -p call-lifecycle-restate --example bench
    fi
}

# store: the object store of a cluster, from PyPI. Without one a cluster starts all the same, and its log is never trimmed.
store() {
    local into=${CARGO_TARGET_DIR:-$root/target}/moto-$moto
    export OBJECT_STORE=${OBJECT_STORE:-$into/bin/moto_server}
    [ ! -x "$OBJECT_STORE" ] || return 0
    python3 -c 'import ensurepip, venv' 2>/dev/null || install python3-venv
    printf 'installing the object store, moto %s, from PyPI\n' "$moto"
    python3 -m venv "$into" 2>/dev/null && fetched "$into/bin/pip download --no-deps --dest $into moto==$moto" \
        "$into/bin/pip" install --quiet --disable-pip-version-check "moto[s3]==$moto" flask flask-cors >/dev/null 2>&1 ||
        { rm -rf "$into" && unset OBJECT_STORE && skip "no object store: PyPI does not have moto" && return 0; }
}

# alone PROGRAM ...: runs it where loopback is the only network, with all that it starts: nothing gets out, and all of it ends with it.
alone() {
    exec unshare --net --pid --fork --kill-child --mount-proc python3 -B "$here/engine/$1.py" "$server" "$control" "$programs" "${@:2}"
}
