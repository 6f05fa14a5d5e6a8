#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Debian's source packages against the header and the library as installed,
# without a change: they compile, their programs take unshare from our library,
# and the lists of CLONE_* that they carry for old libcs have no effect, not
# even with a libc that is as old.
#
# From the environment: ABI, this machine's; BUILDROOT; CACHE, for the sources.
# Run by make check-consumers.
# shellcheck disable=SC2016 # scripts for other shells

. tests/tap.sh

unset MAKEFLAGS MFLAGS MAKELEVEL
BUILDROOT=${BUILDROOT:-build}
CACHE=${CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/libunshare}
tree=$tmp/root
make -s --no-print-directory install BUILD="$BUILDROOT" DESTDIR="$tree" \
	prefix=/usr libdir=/usr/lib >"$tmp/installed" 2>&1 || {
	same 'make install' '' "$(tail -n 3 "$tmp/installed")"
	finish
}
pc()
{
	PKG_CONFIG_SYSROOT_DIR=$tree \
		PKG_CONFIG_LIBDIR=$tree/usr/lib/pkgconfig pkg-config "$@" libunshare
}
CPPFLAGS=$(pc --cflags)
LDFLAGS="$(pc --libs) -Wl,-rpath,$tree/usr/lib"

# The headers of a libc and a kernel that know no namespace but the first
mkdir -p "$tmp/old/bits" "$tmp/old/linux"
for header in bits/sched.h linux/sched.h; do
	file=$(printf '#include <%s>\n' sched.h linux/sched.h |
		${CC:-cc} -D_GNU_SOURCE -M -x c - | tr ' ' '\n' |
		grep "/$header$")
	grep -vE 'CLONE_NEW(CGROUP|IPC|NET|PID|TIME|USER|UTS)' "$file" \
		>"$tmp/old/$header"
done

# definers FLAG... FILE: who defines a CLONE_*: ours, libc or itself
definers()
{
	(cd "$build" && ${CC:-cc} -E -dD "$@" 2>"$tmp/cpp.err") | awk \
	    -v source="$source" '
	/^# [0-9]+ "/ { file = $3; gsub(/"/, "", file) }
	/^#define CLONE_/ {
		by = file ~ /libunshare-1/ ? "ours" : \
			index(file, source) == 1 ? "itself" : "libc"
		if (!seen[by]++)
			list = list " " by
	}
	END { print substr(list, 2) }' | tr ' ' '\n' | sort | paste -sd ' '
}

# package NAME OPTIONS TARGETS LIST FLAGS: LIST is the file that has its own list,
# or includes it; FLAGS are what it is compiled with
package()
{
	name=$1
	source=$CACHE/source-$name
	build=$tmp/$name
	status=0
	tests/consumers/fetch-source "$source" "$name" 2>"$tmp/fetch" || status=$?
	if [ $status -ne 0 ]; then
		[ $status -eq 2 ] || same "$name: the source" '' "$(cat "$tmp/fetch")"
		[ $status -ne 2 ] || skip "$name" "$(cat "$tmp/fetch")"
		return
	fi
	mkdir "$build"
	# shellcheck disable=SC2086,SC2317 # words; called
	configured()
	{
		cd "$build" && "$source/configure" $options \
			CPPFLAGS="$CPPFLAGS" LDFLAGS="$LDFLAGS" CFLAGS=-O1
	}
	options=$2
	(configured) >"$tmp/log" 2>&1 || {
		same "$name: configures" '' "$(tail -n 3 "$tmp/log")"
		return
	}
	# shellcheck disable=SC2086
	check "$name: compiles" nice make -C "$build" -j2 $3
	for target in $3; do
		program=$build/$target
		[ ! -x "$build/.libs/$target" ] || program=$build/.libs/$target
		if nm -D "$program" | grep -q ' U unshare'; then
			same "$name: $target takes unshare from us" \
				unshare@LIBUNSHARE_1.0 \
				"$(nm -D "$program" | sed -n 's/^ *U \(unshare@.*\)/\1/p')"
			check "$name: $target needs libunshare.so.1" sh -c \
				"readelf -dW $program | grep -q 'NEEDED.*libunshare.so.1'"
		fi
	done
	# shellcheck disable=SC2086 # flags
	{
		same "$name: with an old libc its own list is in effect" \
			'itself libc' "$(definers "-isystem$tmp/old" $5 "$source/$4")"
		same "$name: with the same and libunshare it is not" 'libc ours' \
			"$(definers $CPPFLAGS "-isystem$tmp/old" $5 "$source/$4")"
		same "$name: nor with the libc of today" 'libc ours' \
			"$(definers $CPPFLAGS $5 "$source/$4")"
	}
}

if ! command -v pkg-config >/dev/null; then
	skip 'source packages' 'no pkg-config; apt-get install pkg-config'
	finish
fi
if echo '#include <sys/capability.h>' | ${CC:-cc} -E - >"$tmp/cap" 2>&1; then
	package bubblewrap '--disable-man --disable-selinux' bwrap bubblewrap.c \
		"-I$tmp/bubblewrap"
	same 'bubblewrap: runs' 'inside 1' "$("$tmp/bubblewrap/bwrap" --ro-bind / / \
		--unshare-all --hostname inside --proc /proc --dev /dev --as-pid-1 \
		sh -c 'echo "$(uname -n) $$"' 2>&1)"
else
	skip bubblewrap 'no <sys/capability.h>; apt-get install libcap-dev'
fi
package util-linux '--disable-all-programs --disable-libuuid --disable-libblkid
	--disable-libmount --disable-libsmartcols --disable-libfdisk --disable-nls
	--enable-unshare --enable-nsenter --without-python --without-systemd
	--without-ncurses --without-tinfo --without-selinux --disable-asciidoc' \
	'unshare nsenter' sys-utils/unshare.c \
	"-include config.h -I$tmp/util-linux -I$CACHE/source-util-linux/include
	-I$tmp/util-linux/libmount/src"
same 'util-linux: runs' '0 new' "$("$tmp/util-linux/unshare" --map-root-user --uts \
	sh -c 'hostname inside && [ "$(uname -n)" = inside ] && echo "$(id -u) new"' \
	2>&1)"
finish
