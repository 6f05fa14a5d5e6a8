#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Debian's own unshare program with libunshare.so.1 before libc: it must do what
# it does without, and the linker must say that the call it makes is ours. On
# this machine, and as the program of other architectures under QEMU, fetched
# as packages and never installed.
#
# From the environment, with defaults: BUILDROOT, where the libraries are;
# CACHE, for what is fetched; FOREIGN, pairs of Debian architecture and ABI, which
# are one, of which not all is tried, or with XCHECK=1 three.

. tests/tap.sh

BUILDROOT=${BUILDROOT:-build}
CACHE=${CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/libunshare}
FOREIGN=${FOREIGN-s390x:s390x${XCHECK:+ arm64:aarch64 ppc64el:powerpc64le}}

# Another user reads the library, and writes the trace.
chmod 711 "$tmp"
mkdir -m 1777 "$tmp/trace"
root=
host=$(uname -n)
[ "$(id -u)" -ne 0 ] || root=yes

# What the program is started with: the namespaces that are new. The host name
# is only changed in a new one, so that a library that does nothing at all
# leaves the machine as it is.
namespaces='uts mnt ipc pid net cgroup time user'
for n in $namespaces; do
	outer="${outer-} $(readlink "/proc/self/ns/$n")"
done
# shellcheck disable=SC2016 # it is for another shell
inside='new=
	for n in '$namespaces'; do
		case "$0 " in
		*" $(readlink "/proc/self/ns/$n") "*) ;;
		*) new="$new $n" ;;
		esac
	done
	echo "new:$new"
	case $new in
	*uts*) hostname inside-only && uname -n ;;
	*pid*) [ $$ -ne 1 ] || echo init ;;
	esac
	[ $# -eq 0 ] || exit "$1"'

# run with|without ARGUMENT...: the program of $abi; $emulator is empty natively
run()
{
	preload=$1
	shift
	if [ "$emulator" ]; then
		set -- "$sysroot/usr/bin/unshare" "$@"
		[ "$preload" = without ] ||
			set -- -E LD_PRELOAD="$library" -E LD_DEBUG=bindings \
				-E LD_DEBUG_OUTPUT="$tmp/trace/$abi" "$@"
		# shellcheck disable=SC2086 # words
		$user $emulator -L "$sysroot" "$@"
	elif [ "$preload" = with ]; then
		# shellcheck disable=SC2086
		$user env LD_PRELOAD="$library" LD_DEBUG=bindings \
			LD_DEBUG_OUTPUT="$tmp/trace/$abi" unshare "$@"
	else
		# shellcheck disable=SC2086
		$user unshare "$@"
	fi
}

# outcome with|without ARGUMENT...: output, errors and status. A foreign
# program leaves LD_PRELOAD to this machine's own shell, which complains.
outcome()
{
	status=0
	run "$@" >"$tmp/stdout" 2>"$tmp/stderr" || status=$?
	cat "$tmp/stdout"
	sed "${emulator:+/^ERROR: ld.so: object .* cannot be preloaded/d}" \
		"$tmp/stderr"
	echo "status: $status"
}

# The linker's word: which library the program's unshare is in
bound()
{
	cat "$tmp/trace/$abi".* 2>/dev/null | sed -n \
		"s/.*file [^ ]*unshare .* to \([^ ]*\) .*symbol .unshare'.*/\1/p"
}

# compare DESCRIPTION EXPECTED ARGUMENT...: the outcome begins with EXPECTED,
# with the library as without, and the call was ours. Where the program cannot
# do it without the library either, this says what it said.
compare()
{
	description="$abi: $1"
	expected=$2
	shift 2
	without=$(outcome without "$@")
	case "$expected $without" in
	*'status: 0 unshare: '*)
		skip "$description" "without the library: $(echo "$without" |
			tr '\n' ' ')"
		return
		;;
	esac
	rest=${without#"$expected"}
	[ "$rest" != "$without" ] || rest=
	rm -f "$tmp/trace/$abi".*
	with=$(outcome with "$@")
	same "$description" "$expected$rest
bound to $library" "$with
bound to $(bound)"
}

eperm='unshare: unshare failed: Operation not permitted
status: 1'
# What the program does without the call
compare_program()
{
	compare 'the status of the command' 'new:
status: 42' sh -c "$inside" "$outer" 42
	compare 'no such command' 'unshare: failed to execute /nonexistent: ' \
		/nonexistent
	# Here the linker may not have come to bind the call.
	same "$abi: no such option" "$(outcome without --nonsense)" \
		"$(outcome with --nonsense)"
}
compare_all()
{
	few=
	[ -z "$emulator" ] || [ "${XCHECK-}" ] || few=yes
	compare 'no namespace' 'new:
status: 0' sh -c "$inside" "$outer"
	[ "$few" ] || compare_program

	# Nobody, or root without the capability, where files are root's own
	user=
	[ ! "$root" ] ||
		user='setpriv --bounding-set=-sys_admin --inh-caps=-sys_admin'
	compare 'no privilege: EPERM' "$eperm" --uts true
	user=

	if [ ! "$root" ]; then
		skip "$abi: namespaces" 'only root may make them'
		return
	fi
	# Without new propagation, --mount does nothing else to the mounts.
	while read -r new options; do
		case $few$new in
		yes*+*) ;;
		yes*) continue ;;
		esac
		expected="new:$(echo "$new" | tr '+' ' ' | sed 's/^/ /')"
		case $new in
		*uts*) expected="$expected
inside-only" ;;
		pid) expected="$expected
init" ;;
		esac
		# shellcheck disable=SC2086 # the options are words
		compare "$options" "$expected
status: 0" $options sh -c "$inside" "$outer" </dev/null
	done <<-END
		ipc --ipc
		uts --uts
		mnt --mount --propagation unchanged
		net --net
		cgroup --cgroup
		pid --pid --fork
		time --time --fork
		uts+mnt+ipc+pid+net+cgroup+time -u -m --propagation unchanged -i -n -C -p -T -f
	END
}

# Natively
abi=${ABI:-$(uname -m)} emulator='' user=''
library=$tmp/$abi.so
if [ ! -e "$BUILDROOT/$abi/libunshare.so.1" ]; then
	skip "$abi" "no $BUILDROOT/$abi/libunshare.so.1; make builds it"
else
	cp "$BUILDROOT/$abi/libunshare.so.1" "$library"
	chmod 755 "$library"
	compare_all
	nobody='setpriv --reuid=65534 --regid=65534 --clear-groups'
	[ ! "$root" ] || user=$nobody
	if $user true 2>"$tmp/stderr"; then
		compare 'another user: EPERM' "$eperm" --uts true
		compare 'another user: --user' 'new: user
status: 0' --user sh -c "$inside" "$outer"
		compare 'another user: --user --map-root-user --uts' 'new: uts user
inside-only
status: 0' --user --map-root-user --uts sh -c "$inside" "$outer"
	else
		skip "$abi: another user" "$(head -n 1 "$tmp/stderr")"
	fi
	user=
fi

# Of other architectures
for pair in $FOREIGN; do
	arch=${pair%%:*}
	abi=${pair#*:}
	sysroot=$CACHE/util-linux-$arch
	if [ ! -e "$BUILDROOT/$abi/env" ]; then
		skip "$abi" "no $BUILDROOT/$abi; make ABI=$abi programs builds it"
		continue
	fi
	emulator=$(sed -n "s/^RUN='\(.*\)'$/\1/p" "$BUILDROOT/$abi/env")
	emulator=${emulator%% -L *}
	library=$tmp/$abi.so
	case $emulator in
	qemu-*) ;;
	'')
		skip "$abi" 'not foreign to this machine'
		continue
		;;
	*)
		skip "$abi" "its programs run by $emulator, which has no -L"
		continue
		;;
	esac
	if ! command -v "${emulator%% *}" >/dev/null; then
		skip "$abi" "no ${emulator%% *}; apt-get install qemu-user"
		continue
	fi
	if [ ! -e "$BUILDROOT/$abi/libunshare.so.1" ]; then
		skip "$abi" \
			"no $BUILDROOT/$abi/libunshare.so.1; make ABI=$abi builds it"
		continue
	fi
	status=0
	scripts/foreign-packages "$sysroot" "$arch" util-linux libc6 \
		2>"$tmp/fetch" || status=$?
	case $status in
	0) ;;
	2)
		skip "$abi" "$(cat "$tmp/fetch")"
		continue
		;;
	*)
		same "$abi: Debian's packages" '' "$(cat "$tmp/fetch")"
		continue
		;;
	esac
	cp "$BUILDROOT/$abi/libunshare.so.1" "$library"
	compare_all
done

same 'the host name is what it was' "$host" "$(uname -n)"

# The fetching itself, as far as it needs no network
refuse 'foreign-packages without packages' '^foreign-packages: usage: ' \
	scripts/foreign-packages "$tmp/none" arm64
refuse 'foreign-packages with an unknown option' \
	'^foreign-packages: no option --x$' scripts/foreign-packages --x "$tmp/none" arm64 libc6
check 'foreign-packages leaves a directory that exists' \
	env PATH=/nonexistent /bin/sh scripts/foreign-packages "$tmp" arm64 libc6
if [ "$root" ] && [ "${XCHECK-}" ] && command -v apt-get >/dev/null; then
	refuse 'foreign-packages without a network' '^foreign-packages: .' \
		unshare --net scripts/foreign-packages "$tmp/none" arm64 libc6
else
	skip 'foreign-packages without a network' 'takes root, apt and XCHECK=1'
fi
same 'what failed leaves nothing' '' "$(ls -d "$tmp"/none* 2>/dev/null)"

finish
