#!/bin/sh
# SPDX-License-Identifier: MIT
# libunshare-abicheck on all that this machine has: libcs, kernels, emulators. What
# it must find by itself is known from elsewhere: awk on the libcs' own headers,
# readelf on their libraries, a program that is linked to libc and nothing else,
# the kernels' tables as text, and strace, which sees what an emulator passes on.
# The table of what was found is BUILDROOT/report/findings/findings.md: of all with
# XCHECK, else of a sample, where one libc or emulator stands for many.
# shellcheck disable=SC2016,SC2317 # awk; functions of check
. tests/tap.sh
: "${BUILDROOT:?}" "${CACHE:?}"

out=$BUILDROOT/report/findings
mkdir -p "$out"
PROGRAMS=$BUILDROOT
export PROGRAMS
sample='^(libc (glibc(-m68k)?|musl|dietlibc|klibc)|kernel linux-source-6.12|emulator aarch64)$'
if [ -n "$XCHECK" ]; then
	sample=.
fi
check "everything here is looked at" abicheck/world/findings \
	"$BUILDROOT/bin/libunshare-abicheck" "$out" "$sample" || finish
rows=$out/rows

# verdict GROUP NAME PROMISE [SUBJECT-PATTERN]
verdict()
{
	awk -F '\t' -v g="$1" -v n="$2" -v p="$3" -v s="${4-}" \
		'$1 == g && $2 == n && $5 == p && (s == "" || $4 ~ s) {
			sub(/:.*/, "", $8); print $8; exit }' "$rows"
}
names()		# GROUP, "" for all
{
	awk -F '\t' -v g="$1" '(g == "" || $1 == g) && !seen[$2]++ { print $2 }' "$rows"
}
same 'each check has a report' '' "$(cut -f 1,2 "$out/list" | tr '\t' - |
	while read -r name; do
		[ -s "$out/$name.json" ] || echo "$name"
	done)"
same 'no library was unreadable' '' "$(awk -F '\t' '$1 != "emulator" && $5 == "readable" {
	print $2, $8 }' "$rows")"
same "the table names every libc, kernel and emulator" "" "$(names "" | while read -r name; do
		grep -qF "| $name |" "$out/findings.md" || echo "$name"
	done)"

# Native glibc -----------------------------------------------------------------

cat >"$tmp/wide.c" <<'END_OF_C'
#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>
#include <stdio.h>

int main(void)
{
	int (*volatile call)(long) = (int (*)(long))(void (*)(void))unshare;

	errno = 0;
	call(1L << 40 | CLONE_FS);
	puts(errno == 0 ? "holds" : errno == EINVAL ? "differs" : "forbidden");
	return 0;
}
END_OF_C
what='what is above an int does not matter'
case $(uname -m) in
x86_64 | aarch64)
	cc -Wno-cast-function-type -o "$tmp/wide" "$tmp/wide.c"
	wide=$("$tmp/wide")
	if [ "$wide" = forbidden ]; then
		skip 'glibc and the width rule' 'unshare is forbidden here'
	else
		same 'glibc and the width rule, run' "$wide" \
			"$(verdict libc glibc "$what")"
		same 'glibc and the width rule, read' "$wide" \
			"$(verdict libc glibc width)"
	fi
	if command -v musl-gcc >/dev/null && [ "$wide" != forbidden ]; then
		musl-gcc -Wno-cast-function-type -o "$tmp/wide" "$tmp/wide.c"
		same 'musl and the width rule' "$("$tmp/wide")" \
			"$(verdict libc musl "$what")"
	fi ;;
*) skip 'glibc and the width rule' 'the caller extends an int on this machine' ;;
esac

# Libraries: readelf's view of each --------------------------------------------

libraries()	# name, file
{
	awk -F '\t' '$1 == "libc" && $2 ~ /^glibc/ { print $2, $3 }' "$out/list"
}
libraries | while read -r name _; do
	file=$(awk -F '\t' -v n="$name" '$1 == "libc" && $2 == n && $5 == "symbol" {
		sub(/\(.*/, "", $4); print $4; exit }' "$rows")
	readelf -W --dyn-syms "$file" 2>/dev/null | grep -o 'unshare@@[A-Za-z0-9_.]*' \
		>"$tmp/readelf" || echo none >"$tmp/readelf"
	found=$(awk -F '\t' -v n="$name" '$1 == "libc" && $2 == n && $5 == "version" {
		print $7; exit }' "$rows")
	[ "unshare$found" = "$(cat "$tmp/readelf")" ] ||
		echo "$name: version $found, not $(cat "$tmp/readelf")"
	readelf -lW "$file" 2>/dev/null | awk '/GNU_STACK/ { found = $0 }
		END { print found ~ /RWE/ ? "differs" : "holds" }' >"$tmp/readelf"
	[ "$(verdict libc "$name" stack)" = "$(cat "$tmp/readelf")" ] ||
		echo "$name: stack $(verdict libc "$name" stack)"
	[ "$(verdict libc "$name" number)" = holds ] ||
		echo "$name: its number was not read"
done >"$tmp/wrong"
same 'versions, stacks and numbers of all glibcs' '' "$(cat "$tmp/wrong")"
if [ -n "$XCHECK" ]; then
	same 'no cross libc of this machine was left out' '' "$(for file in \
		/usr/*-linux-gnu*/lib/libc.so.6*; do
			[ ! -f "$file" ] || grep -qF "$file" "$rows" || echo "$file"
		done | grep -v "$(cc -print-multiarch 2>/dev/null || echo none)")"
else
	skip 'no cross libc of this machine was left out' "make xcheck looks at all"
fi
if [ -f /usr/lib/klibc/lib/libc.a ]; then
	same 'klibc has no unshare' "missing 0" "$(verdict libc klibc symbol) $(nm \
		/usr/lib/klibc/lib/libc.a 2>/dev/null | grep -c ' [TW] unshare$')"
fi

# Flags: those that the libc's own headers define ---------------------------------

# wrong_flags GROUP NAME SUBJECT-PATTERN OTHERWISE HEADER...: a line for each flag whose
# verdict is another than holds, where a header defines it, or than OTHERWISE
wrong_flags()
{
	wrong_group=$1 wrong_name=$2 wrong_subject=$3 wrong_otherwise=$4
	shift 4
	cat "$@" 2>/dev/null | awk -v g="$wrong_group" -v n="$wrong_name" \
		-v s="$wrong_subject" -v otherwise="$wrong_otherwise" '
	!rows && sub(/^[ \t]*#[ \t]*define[ \t]+/, "") { defined[$1] }
	rows && $1 == g && $2 == n && $4 ~ s && !($5 in found) {
		sub(/:.*/, "", $8)
		found[$5] = $8
	}
	END {
		count = split("CLONE_NEWTIME CLONE_PIDFD CLONE_NEWCGROUP " \
			"CLONE_CLEAR_SIGHAND CLONE_INTO_CGROUP CLONE_AUTOREAP CLONE_NNP " \
			"CLONE_PIDFD_AUTOKILL CLONE_EMPTY_MNTNS UNSHARE_EMPTY_MNTNS " \
			"CLONE_NEWNS CLONE_NEWUSER", flag, " ")
		for (i = 1; i <= count; i++) {
			wanted = flag[i] in defined ? "holds" : otherwise
			if (found[flag[i]] != wanted)
				print n ": " flag[i] " " found[flag[i]] ", not " wanted
		}
	}' - FS='\t' rows=1 "$rows"
}
awk -F '\t' '$1 == "libc" && $4 ~ / <sched.h>$/ && !seen[$2]++ {
	sub(/ <sched.h>$/, "", $4); print $2, $4 }' "$rows" >"$tmp/headers"
while read -r name dirs; do
	set --
	for dir in $(echo "$dirs" | tr : ' '); do
		set -- "$@" "$dir/sched.h" "$dir/bits/sched.h" "$dir"/*/bits/sched.h
	done
	wrong_flags libc "$name" '<sched.h>$' missing "$@"
done <"$tmp/headers" >"$tmp/wrong"
same 'flags of all libcs' '' "$(cat "$tmp/wrong")"
check 'that was every libc' test "$(wc -l <"$tmp/headers")" -eq "$(names libc | wc -l)"

# Kernels ----------------------------------------------------------------------

for name in $(names kernel); do
	tree=$(awk -F '\t' -v n="$name" '$2 == n { print $5 }' "$out/list")
	for line in 'x86_64 272 x86/entry/syscalls/syscall_64.tbl' \
	    'i386 310 x86/entry/syscalls/syscall_32.tbl' \
	    's390x 303 s390/kernel/syscalls/syscall.tbl' \
	    'arm 337 arm/tools/syscall.tbl'; do
		# shellcheck disable=SC2086 # a line
		set -- $line
		grep -Eq "^$2[[:blank:]].*[[:blank:]]unshare[[:blank:]]+sys_unshare" \
			"$tree/arch/$3" || echo "$name: grep finds no $2 in $3"
		[ "$(verdict kernel "$name" "$1: number")" = holds ] || echo "$name: $1"
	done
	wrong_flags kernel "$name" . newer "$tree/include/uapi/linux/sched.h"
done >"$tmp/wrong"
if [ -n "$(names kernel)" ]; then
	same 'numbers and flags of all kernels' '' "$(cat "$tmp/wrong")"
else
	skip 'numbers and flags of all kernels' 'no sources: apt-get install linux-source-6.12'
fi
same 'no table of a kernel differs' '' "$(awk -F '\t' '$1 == "kernel" && $8 != "holds" &&
	$8 != "newer" { print $2, $5, $8 }' "$rows")"

# Emulators --------------------------------------------------------------------

same 'user mode drops the upper half, wherever there is one' '' "$(awk -F '\t' '
	$1 == "emulator" && $5 == "a bit above 31" && $8 != "differs" { print $2, $8 }' "$rows")"
same 'what the suite tests of emulators holds' '' "$(awk -F '\t' '$1 == "emulator" &&
	$6 == "so" && $8 !~ /^(holds|not checkable)/ { print $2, $5, $8 }' "$rows")"
same 'an emulator that cannot be checked has no compiler' '' "$(awk -F '\t' '
	$1 == "emulator" && $5 == "readable" && $8 !~ /no [^ ]* in PATH/ { print $2, $8 }
	' "$rows")"
probe=$BUILDROOT/aarch64/probe
if [ -x "$probe" ] && command -v qemu-aarch64 >/dev/null &&
    strace -o /dev/null true 2>/dev/null; then
	strace -f -qq -e trace=unshare -e raw=unshare -o "$tmp/strace" \
		qemu-aarch64 "$probe" >"$tmp/strace.out" 2>&1
	same 'strace: the emulator asks the kernel for nothing' 'unshare(0)' \
		"$(sed -n '1s/.*\(unshare([^)]*)\).*/\1/p' "$tmp/strace")"
else
	skip 'strace: the emulator asks the kernel for nothing' \
		'takes strace, qemu-aarch64 and the compiler for it'
fi
finish
