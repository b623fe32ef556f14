# To be sourced by bash, after firmware/toolchain.sh: what the tests of the layers share. CL_LIBRARY is set.

# other_version: the name of a library that says that it is of another version, for the check at load. Fails without a compiler.
other_version() {
    local name=$CL_LIBRARY/libother_version.so
    [ -f "$name" ] || gcc -shared -fPIC "$(dirname "${BASH_SOURCE[0]}")/other_version.c" -o "$name" 2>/dev/null || return
    printf '%s' "$name"
}

# refuses SAID COMMAND...: the command fails, and says that.
refuses() {
    local said=$1 status=0 printed
    shift
    printed=$("$@" 2>&1) || status=$?
    [ "$status" -ne 0 ] && grep -qF "$said" <<<"$printed" && return
    printf 'FAILED: status %s, and not "%s":\n%s\n' "$status" "$said" "$printed"
    return 1
}

# costs WHAT NANOSECONDS: what an event of a keepAlive round takes, next to C's in the same minute, where bindings/c/test has left its program.
costs() {
    local in_c
    if [ -x "$CL_LIBRARY/c/rounds" ]; then
        in_c=$(for _ in 1 2 3; do "$CL_LIBRARY/c/rounds" 10; done | sort -n | head -1)
        printf 'an event of a keepAlive round: %s ns in C, %s ns %s: %s times\n' "$in_c" "$2" "$1" "$(awk "BEGIN { printf \"%.1f\", $2 / $in_c }")"
    else
        printf 'an event of a keepAlive round: %s ns %s\n' "$2" "$1"
    fi
}
