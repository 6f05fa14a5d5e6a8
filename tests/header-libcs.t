#!/bin/sh
# SPDX-License-Identifier: MIT
# include/sched.h with the other libcs of this machine, in C and C++: compiled
# as tests/abi/header.t does, then in a program that is linked and run. Then the
# headers of the newest kernel that Debian has, fetched to $CACHE: every flag of
# theirs must be ours, by the same tokens.
#
# shellcheck disable=SC2016,SC2046,SC2086,SC2317 # awk, words, arguments

. tests/tap.sh
. tests/header-lib.sh
every=yes

builtin=$(gcc -print-file-name=include)
header_kernel_tree /usr/include gcc

musl()
{
	musl-gcc "$@" -isystem "$tmp/kernel"
}

# Where diet's own directory lacks a header, that of another libc would be
# found. Without -c, diet has a library to link as well.
dietlibc()
{
	diet gcc -c "$@" -nostdinc -isystem "$tmp/kernel" -idirafter "$builtin"
}

# klcc puts its directories before those of -I, unless -nostdinc leaves them
# out, and does not know -isystem, without which -Wpedantic refuses its headers.
if command -v klcc >"$tmp/found"; then
	klibc_flags=$(klcc -print-klibc-reqflags)
	klibc=$(klcc -print-klibc-includedir)
	klibc_dirs="$klibc/arch/$(klcc -print-klibc-archdir)
		$klibc/bits$(klcc -print-klibc-bitsize) $klibc"
fi

klibc()
{
	gcc $klibc_flags "$@" $(printf ' -isystem %s' $klibc_dirs)
}

freestanding()
{
	gcc "$@" -ffreestanding -nostdinc -isystem "$builtin"
}

# build_LIBC FILE...: links with that libc
build_musl()
{
	musl-gcc -static "$@"
}

build_dietlibc()
{
	diet gcc "$@"
}

build_klibc()
{
	klcc -nostdinc "$@" "$tmp/stand-in.c" $(printf ' -I %s' $klibc_dirs)
}

{
	cat <<-'END'
	#define _GNU_SOURCE 1
	#include <errno.h>
	#include <sched.h>
	#include <stdio.h>

	int main(void)
	{
	END
	each_flag '{
		print "\tprintf(\"%s 0x%llx\\n\", \"" $1 \
			"\", (unsigned long long)" $1 ");"
	}'
	cat <<-'END'
		return unshare(0) && errno != EPERM;
	}
	END
} >"$tmp/run.c"

cat >"$tmp/stand-in.c" <<'END'
#define _GNU_SOURCE 1
#include <sched.h>

int unshare(int flags)
{
	return flags;
}
END

# libc NAME TOOL PACKAGE HEADER...: of those to stand beside ours, it has these
libc()
{
	name=$1
	tool=$2
	package=$3
	shift 3
	what=$name
	if ! command -v "$tool" >"$tmp/found"; then
		skip "$what" "no $tool: install $package"
		return
	fi
	header_source late -gnu "$@" sched.h +gnu sched.h expect cut \
		linux/sched.h sched.h expect
	header_source first +gnu sched.h linux/sched.h "$@" sched.h expect
	header_source after +gnu linux/sched.h "$@" sched.h expect
	for language in c c++; do
		what="$name, $language"
		if [ "$language" = c++ ] && ! command -v g++ >"$tmp/found"; then
			skip "$what" 'no g++: install g++'
			continue
		fi
		header_standards 'late first after' "$name"
		header_cut
		header_gate "$name"
	done
	check "$name: a program links" "build_$name" -Iinclude -o "$tmp/run" \
		"$tmp/run.c"
	same "$name: it runs" "$linux_flags" \
		"$("$tmp/run" || echo "failed: $?")"
	rm -f "$tmp/run"
}

libc musl musl-gcc musl-tools pthread.h spawn.h sys/wait.h
libc dietlibc diet dietlibc-dev sys/wait.h
libc klibc klcc libklibc-dev sys/wait.h

language=c
what='newest kernel'
newest=$CACHE/linux-libc-dev-sid
if scripts/foreign-packages --release sid "$newest" amd64 linux-libc-dev \
    2>"$tmp/fetch"; then
	rm -r "$tmp/kernel"
	header_kernel_tree "$newest/usr/include" gcc
	echo '#include <linux/sched.h>' |
		header_flags gcc -isystem "$tmp/kernel" >"$tmp/newest"
	header_kernel "$what" "$tmp/newest" freestanding
	echo '#include <sched.h>' |
		header_flags freestanding -Iinclude >"$tmp/ours"
	same "$what: the same tokens" "$(cat "$tmp/newest")" \
		"$(cat "$tmp/ours")"
else
	skip "$what" "$(tail -n 1 "$tmp/fetch")"
fi
finish
