#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Logins with a /tmp of one's own, by pamtester and this machine's PAM: by
# examples/pam_polyinstantiate, and by PAM's own pam_namespace.so as Debian has
# it, with libunshare.so.1 before libc, with XCHECK=1 also without. All in a mount
# namespace of the test's own, with users and services of its own.
#
# From the environment, with defaults: BUILDROOT, where things are built; ABI,
# this machine's.

. tests/tap.sh

built=${BUILDROOT:-build}/${ABI:-$(uname -m)}
why=
if [ "$(id -u)" -ne 0 ]; then
	why='a session is opened by root'
elif ! command -v pamtester >/dev/null; then
	why='no pamtester; apt-get install pamtester'
elif [ ! -e "$built/examples/pam_polyinstantiate.so" ]; then
	why="no module; apt-get install libpam0g-dev, and make examples"
elif ! unshare --mount true 2>"$tmp/refused"; then
	why=$(head -n 1 "$tmp/refused")
fi
if [ "$why" ]; then
	skip 'sessions' "$why"
	finish
fi

machine()
{
	cat /proc/self/mountinfo
	stat -c "%n %i %a %u" /etc/pam.d/* /etc/passwd /etc/group /etc/security/* \
		/dev/log /tmp /var/tmp 2>/dev/null
	ls -a /mnt
}
machine >"$tmp/machine"

# One directory for what must not be covered by anybody's /tmp
world='mount -t tmpfs -o mode=755 world /mnt && mkdir /mnt/t && cp "$@" /mnt &&
	TMPDIR=/mnt/t exec sh tests/pam-sessions.sh'
unset LD_PRELOAD
TAP_TIMEOUT=120 relay pam unshare --mount --propagation private sh -c "$world" - \
	"$built/examples/pam_polyinstantiate.so" "$built/libunshare.so.1"
machine >"$tmp/machine.after"
check 'the machine is as it was' cmp "$tmp/machine" "$tmp/machine.after"
finish
