# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154,SC2317 # $tmp; functions that are arguments
# What the tests of the kernel's side share; source it after tap.sh.
#
#   kernel_trees     for each version of $versions whose source is here, makes
#                    $tmp/VERSION, a link to what it has of system call tables,
#                    which is to be read only. $versions keeps those, the oldest
#                    first; $lacking has the others
#   kernel_lacking WHAT
#                    skips WHAT for those, with what to do about it
#   plant FILE SED-SCRIPT
#                    a fault in FILE of the copy of scripts/ and arch/ in $ill
#                    shows: `healthy FILE`, which the caller has, fails then
#
# CACHE is for what is unpacked: reading a kernel's tarball takes ten seconds.

CACHE=${CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/libunshare}
mkdir -p "$CACHE" 2>/dev/null && [ -w "$CACHE" ] || CACHE=$tmp
versions="6.1 6.12 7.2"

kernel_unpack()		# VERSION
{
	for tarball in /usr/src "$CACHE" "$CACHE/linux-source-$1/usr/src"; do
		tarball=$tarball/linux-source-$1.tar.xz
		[ ! -r "$tarball" ] || break
	done
	[ -r "$tarball" ] || return 0
	kept=$CACHE/kernel-tables-$1-$(stat -L -c %s-%Y "$tarball")
	if [ ! -d "$kept" ]; then
		mkdir "$tmp/new-$1"
		tar -xf "$tarball" -C "$tmp/new-$1" --strip-components=1 \
			--wildcards --no-wildcards-match-slash \
			'linux*/arch/*/*/*.tbl' 'linux*/arch/*/*/*/*.tbl' \
			'linux*/arch/*/kernel/syscalls/syscalltbl' \
			'linux*/arch/*/include/uapi/asm/unistd.h' \
			'linux*/arch/*/include/asm/unistd32.h' \
			'linux*/arch/*/kernel/Makefile.syscalls' \
			'linux*/include/uapi/asm-generic/unistd.h' \
			'linux*/include/linux/syscalls.h' 'linux*/scripts/syscall*' \
			'linux*/Makefile' 2>"$tmp/tar-$1"
		cp -R "$tmp/new-$1" "$kept.$$"
		mv -T "$kept.$$" "$kept" 2>/dev/null || rm -rf "$kept.$$"
	fi
	[ ! -d "$kept/scripts" ] || ln -s "$kept" "$tmp/$1"
}

kernel_trees()
{
	for v in $versions; do
		kernel_unpack "$v" &
	done
	wait
	wanted=$versions
	versions=
	lacking=
	for v in $wanted; do
		if [ -d "$tmp/$v" ]; then
			versions="$versions $v"
		else
			lacking="$lacking $v"
		fi
	done
}

kernel_lacking()
{
	for v in $lacking; do
		case $v in
		7.*) skip "$1, Linux $v" "no linux-source-$v.tar.xz: scripts/foreign-packages \
--release sid $CACHE/linux-source-$v amd64 linux-source-$v" ;;
		*) skip "$1, Linux $v" "no linux-source-$v.tar.xz: apt-get install \
linux-source-$v" ;;
		esac
	done
}

ill=$tmp/ill
mkdir "$ill"
cp -R scripts arch "$ill"

ails() { ! healthy "$1"; }
plant()
{
	sed "$2" "$1" >"$ill/$1"
	if cmp -s "$1" "$ill/$1"; then
		check "planted: $2: changes $1" false
	else
		check "planted: $1: $2" ails "$1"
	fi
	cp "$1" "$ill/$1"
}
