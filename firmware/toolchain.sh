# To be sourced by bash 4.4 or later: how programs for other targets are built on any machine. With rustup's target where it is installed; else with core built from its
# source, which any toolchain can that has it: Debian has one under the name rustc-web. BARE_RUSTC names another.

section() { printf '\n== %s (after %s s)\n' "$1" "$SECONDS"; }
skip() { printf 'SKIPPED: %s\n' "$1"; }
has() { command -v "$1" >/dev/null; }

# A registry or a mirror may be busy for a moment: what is fetched is asked for again.
export CARGO_NET_RETRY=${CARGO_NET_RETRY:-10}
apt() { apt-get -qq -o Acquire::Retries=5 -o DPkg::Lock::Timeout=300 "$@" >/dev/null 2>&1; }

# fetched ASKS COMMAND...: runs a command that fetches from a registry, and again if it fails although ASKS does not, which asks the registry for little.
# Exit status 2: the registry cannot be reached.
fetched() {
    local asks=$1 tries=3
    shift
    until "$@"; do
        # shellcheck disable=SC2086 # it is a command and its words
        $asks >/dev/null 2>&1 || { sleep 5 && $asks >/dev/null 2>&1; } || return 2
        [ $((tries -= 1)) -gt 0 ] || return 1
        printf 'once more: %s\n' "$*" >&2
        sleep 10
    done
}

# install PACKAGE...: one at a time, so that what cannot be had does not keep the others away; and one script at a time.
install() {
    [ "$#" -gt 0 ] || return 0
    printf 'installing %s\n' "$*"
    has apt-get || return 0
    (
        ! has flock || flock 9
        apt update || exit 0
        for package in "$@"; do
            apt install -y --no-install-recommends "$package" || printf '%s could not be installed\n' "$package"
        done
    ) 9>"${TMPDIR:-/tmp}/call-lifecycle-install.lock"
}

# page_tools: what pages are tested with, installed where it is missing. Afterwards `chromium` is the browser; or it says what is missing, and fails.
page_tools() {
    local packages=()
    browser() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
    has node || packages+=(nodejs)
    browser >/dev/null || packages+=(chromium)
    install "${packages[@]}"
    has node || { skip "no node" && return 1; }
    chromium=$(browser) || { skip "no Chromium" && return 1; }
}

bare=${BARE_RUSTC:-/usr/bin/rustc}
has_source() { [ -x "$bare" ] && [ -f "$("$bare" --print sysroot)/lib/rustlib/src/rust/library/Cargo.lock" ]; }
# The linker that comes with rustup.
lld=$(rustc --print sysroot)/lib/rustlib/$(rustc -vV | sed -n 's/^host: //p')/bin/rust-lld

# toolchain TARGET...: installs what is missing, and names each target's linker. Afterwards `ours` are the targets that rustup has, and `others` those that
# are built with core from its source.
toolchain() {
    local installed target linker name packages=()
    installed=$(rustup target list --installed 2>/dev/null || true)
    ours=() others=()
    for target in "$@"; do
        if grep -qx "$target" <<<"$installed"; then ours+=("$target"); else others+=("$target"); fi
    done
    [ "${#others[@]}" -eq 0 ] || has_source || packages+=(rustc-web rust-web-src)
    [ -x "$lld" ] || { has ld.lld && has wasm-ld; } || packages+=(lld)
    install "${packages[@]}"
    if [ "${#others[@]}" -gt 0 ] && ! has_source; then
        skip "${others[*]}: no toolchain here has them or the library's source"
        others=()
    fi
    if [ ! -x "$lld" ] && ! { has ld.lld && has wasm-ld; }; then
        skip "$*: neither rustup's rust-lld nor another lld is here"
        ours=() others=()
    fi
    for target in "$@"; do
        linker=$lld
        [ -x "$lld" ] || { [ "$target" = wasm32-unknown-unknown ] && linker=wasm-ld || linker=ld.lld; }
        name=${target//-/_}
        declare -gx "CARGO_TARGET_${name^^}_LINKER=$linker"
    done
}

# among WORD WORD...: whether the first is one of the others.
among() {
    local one=$1
    shift
    case " $* " in *" $one "*) ;; *) return 1 ;; esac
}

# The profile that `build` builds with, and what cargo does: `rustc` takes `--crate-type`, and one target at a time. A script may set others.
profile=small
verb=build

# Where scripts build for other targets: one directory for all, so that core is built once for a target and a profile.
bare_target() { printf '%s/bare' "${CARGO_TARGET_DIR:-$1/target}"; }

# build FOLDER OUT "OPTIONS" TARGET...: builds the package in a folder for those of the targets that can be built.
build() {
    local folder=$1 into=$2 options=$3 target ours_args=() others_args=()
    shift 3
    for target in "$@"; do
        if among "$target" "${ours[@]}"; then ours_args+=(--target "$target"); fi
        if among "$target" "${others[@]}"; then others_args+=(--target "$target"); fi
    done
    # shellcheck disable=SC2086 # the options are words
    if [ "${#ours_args[@]}" -gt 0 ]; then
        (cd "$folder" && RUSTC_BOOTSTRAP=1 cargo "$verb" --quiet --profile "$profile" --locked --target-dir "$into/rustup" $options "${ours_args[@]}") || return
    fi
    # shellcheck disable=SC2086 # the options are words
    if [ "${#others_args[@]}" -gt 0 ]; then
        (cd "$folder" && RUSTC=$bare RUSTC_BOOTSTRAP=1 cargo "$verb" --quiet --profile "$profile" --locked --target-dir "$into/source" \
            -Z build-std=core -Z build-std-features=compiler-builtins-mem $options "${others_args[@]}") || return
    fi
}

# program OUT TARGET NAME: where it was built to.
program() {
    local in=source
    if among "$2" "${ours[@]}"; then in=rustup; fi
    [ "$2" = wasm32-unknown-unknown ] && printf '%s' "$1/$in/$2/$profile/$3.wasm" || printf '%s' "$1/$in/$2/$profile/$3"
}
