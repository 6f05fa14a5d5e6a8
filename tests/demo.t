#!/bin/sh
# SPDX-License-Identifier: MIT
#
# scripts/demo on this machine: as root, as another user, and where namespaces
# are forbidden; what it says, that it notices a library that is not ours or
# does nothing, and that it leaves the machine as it was, killed or not.
#
# From the environment, with defaults: BUILDROOT, where the libraries are; ABI, this
# machine's.

. tests/tap.sh

BUILDROOT=${BUILDROOT:-build}
abi=${ABI:-$(uname -m)}
if [ ! -e "$BUILDROOT/$abi/libunshare.so.1" ]; then
	skip demo "no $BUILDROOT/$abi/libunshare.so.1; make builds it"
	finish
fi

# The tree may be closed to another user, who has to read this much of it.
chmod 711 "$tmp"
tree=$tmp/tree
build=$tree/build/$abi
mkdir -p "$build" "$tree/scripts" "$tree/include"
cp -R examples include "$tree"
cp scripts/demo "$tree/scripts"
cp -P "$BUILDROOT/$abi"/libunshare.* "$build"
chmod -R a+rX "$tree"

root=
nobody='setpriv --reuid=65534 --regid=65534 --clear-groups'
[ "$(id -u)" -ne 0 ] || root=yes
[ "$root" ] || nobody=

# What a demo must leave as it is
machine()
{
	uname -n
	cat /proc/self/mountinfo
	readlink /proc/self/ns/mnt /proc/self/ns/uts
}
machine >"$tmp/machine"

# demo COMMAND...: with COMMAND before it; output and status
demo()
{
	status=0
	"$@" "$tree/scripts/demo" "$build" >"$tmp/out" 2>"$tmp/err" || status=$?
}

# says DESCRIPTION LINES: the status is 0, and each line (an extended regular
# expression) stands in the output, which fits a terminal
says()
{
	same "$1: status" "0 $(cat "$tmp/err")" "$status "
	missing=$(printf '%s\n' "$2" | while read -r line; do
		grep -Eq -e "$line" "$tmp/out" || printf '%s\n' "$line"
	done)
	same "$1: what it shows" '' "$missing"
	same "$1: 80 columns" '' "$(grep -v 'LD_PRELOAD=\|^ *\$' "$tmp/out" |
		grep -E '.{81}')"
	check "$1: some 25 lines" [ "$(wc -l <"$tmp/out")" -le 30 ]
}

bindings="file unshare to libunshare.so.1: .unshare' \\[GLIBC_[0-9.]*\\]
file private-tmp to libunshare.so.1: .unshare' \\[LIBUNSHARE_1.0\\]"
tables="$bindings
^ *host name  *([^ ]*) +inside-only +\\1 +\\1\$
^ *UTS namespace  *([0-9]+) +[0-9]+ +\\1 +\\1\$
^ *mount namespace  *([0-9]+) +[0-9]+ +\\1 +\\1\$
^ *mounts on /tmp  *([0-9]+) +[0-9]+ +\\1 +\\1\$
^ *file of outside  *seen +- +seen +seen\$
^ *file of inside  *- +seen +- +-\$
^Seen and checked: .*both calls were ours, and what"

# May namespaces be made here, by the system's own means?
directly='' byuser=
[ ! "$root" ] || ! unshare --uts --mount true 2>/dev/null || directly=yes
# shellcheck disable=SC2086 # words
! $nobody unshare --user --map-root-user --uts --mount true 2>"$tmp/refused" ||
	byuser=yes

if [ "$directly" ]; then
	demo env
	says 'as root' "$tables"
else
	skip 'as root' 'not root, or not allowed'
fi
# shellcheck disable=SC2086
if [ ! "$root" ] || $nobody true 2>"$tmp/refused"; then
	demo env $nobody
	if [ "$byuser" ]; then
		says 'another user' "$tables
^ *user namespace  *([0-9]+) +[0-9]+ +\\1 +\\1\$"
	else
		says 'another user' "$bindings
^Namespaces are forbidden here"
	fi
else
	skip 'another user' "$(head -n 1 "$tmp/refused")"
fi

# Where they are forbidden: in a user namespace that forbids its own
cat >"$tmp/forbid" <<'END'
echo 0 >/proc/sys/user/max_user_namespaces
exec setpriv --bounding-set=-all --ambient-caps=-all --inh-caps=-all "$@"
END
forbidden="$bindings
^Namespaces are forbidden here
with the library as without: unshare: unshare failed: No space left
^   private-tmp: cannot make a user namespace: No space left
^Seen and checked: .*both said why"
if [ "$root$byuser" ] && unshare --user --map-root-user true 2>"$tmp/refused"
then
	demo unshare --user --map-root-user sh "$tmp/forbid"
	says 'forbidden' "$forbidden"
else
	skip 'forbidden' "$(head -n 1 "$tmp/refused")"
fi

# A libc's own call, a call that does nothing, and one that fails, in our place
fake()
{
	mkdir -p "$tmp/fake/$1"
	printf '#include <errno.h>\n%s\n' "$2" >"$tmp/fake.c"
	${CC:-cc} -shared -fPIC -o "$tmp/fake/$1/libunshare.so.1" "$tmp/fake.c"
	ln -s libunshare.so.1 "$tmp/fake/$1/libunshare.so"
}
fake absent 'int other;'
fake idle 'int unshare(int f) { (void) f; return 0; }'
fake broken 'int unshare(int f) { (void) f; errno = ENOSYS; return -1; }'
if [ "$directly$byuser" ]; then
	refuse 'a library without the symbol' '^demo: unshare: the call is not ours' \
		sh "$tree/scripts/demo" "$tmp/fake/absent"
	refuse 'a library that does nothing' 'succeeds, and nothing is new$' \
		sh "$tree/scripts/demo" "$tmp/fake/idle"
	refuse 'a library that fails' 'and not without: .* not implemented$' \
		sh "$tree/scripts/demo" "$tmp/fake/broken"
else
	skip 'libraries that are not ours' 'namespaces are forbidden here'
fi
refuse 'no library' 'make builds it$' sh "$tree/scripts/demo" "$tmp/none"

# Killed while it holds still inside: by a hostname in PATH that only ends when
# its input does. Nobody removes the directory of what gets SIGKILL.
mkdir "$tmp/bin"
cat >"$tmp/bin/hostname" <<END
#!/bin/sh
readlink /proc/self/ns/uts >"$tmp/stopped.new"
mv "$tmp/stopped.new" "$tmp/stopped"
exec cat
END
chmod 755 "$tmp/bin/hostname"

outside=$(readlink /proc/self/ns/uts)
killed()
{
	rm -f "$tmp/stopped"
	PATH=$tmp/bin:$PATH env --default-signal=INT setsid \
		sh "$tree/scripts/demo" "$build" >"$tmp/out" 2>&1 &
	session=$!
	for _ in $(seq 100); do
		[ ! -e "$tmp/stopped" ] || break
		sleep 0.1
	done
	directory=$(find "/proc/$session/fd" -lname '/tmp/libunshare-demo.*' \
		-printf '%l\n' | sed 's,/[^/]*$,,' | sort -u)
	inside=$(cat "$tmp/stopped")
	same "SIG$1: it was inside" 'yes yes' "$([ -d "$directory" ] && echo yes) $(
		[ "${inside:-$outside}" != "$outside" ] && echo yes)"
	kill "-$1" "$session"
	wait "$session" 2>/dev/null
	for _ in $(seq 50); do
		left=$(cat /proc/[0-9]*/stat 2>/dev/null | sed 's/.*) //' |
			awk -v session="$session" '$4 == session && $1 != "Z"')
		[ "$left" ] || break
		sleep 0.1
	done
	same "SIG$1: no process is left" '' "$left"
	if [ "$1" = KILL ]; then
		rm -rf "$directory"
	else
		check "SIG$1: no file is left" [ ! -e "$directory" ]
	fi
}
if [ "$directly$byuser" ]; then
	for signal in TERM INT HUP KILL; do
		killed $signal
	done
else
	skip 'killed' 'namespaces are forbidden here'
fi

machine >"$tmp/machine.after"
check 'the machine is as it was' cmp "$tmp/machine" "$tmp/machine.after"
finish
