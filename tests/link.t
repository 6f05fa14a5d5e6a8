#!/bin/sh
# SPDX-License-Identifier: MIT
#
# However a program of this machine is linked to the library, the call that
# runs is the library's.
#
# The evidence is the kernel's: a seccomp filter answers unshare with SIGSYS,
# and the signal says at which address the kernel was entered. The code around
# that address must be the code of our stub, byte for byte up to its first
# relocation. This holds however the call got there, and no libc's own wrapper
# passes (x86_64: none begins endbr64, movslq); a program without the library
# shows that it can fail. With XCHECK=1 clang links in every way, as gcc does.
# shellcheck disable=SC2317 # functions that check calls
. tests/tap.sh

# shellcheck source=/dev/null # what `make programs` knows of the ABI
. "$BUILDROOT/$ABI/env"
: "${CC:?} ${CFLAGS?} ${NR_unshare:?}"
[ "$ABI" != i386 ] ||
	skip_all "i386 enters the kernel in the vDSO: vdso.t tells from where"
build=$(cd "$BUILDROOT/$ABI" && pwd) || exit 1

# The stub's bytes, for the probe
end=$(objdump -r -j .text "$build/unshare.o" |
	awk '$1 ~ /^[0-9a-f]+$/ && $2 ~ /^R_/ { print $1; exit }')
objcopy -O binary -j .text "$build/unshare.o" "$tmp/stub" || exit 1
od -A n -v -t x1 -N "$((0x$end))" "$tmp/stub" |
	sed 's/ \(..\)/0x\1,/g; 1s/^/static const unsigned char stub[] = {/
		$s/$/};/' >"$tmp/stub.h"

# Status: 0 if the call works and is ours, 1 if not, 77 if the kernel refuses
# the filter.
cat >"$tmp/probe.c" <<'END'
#define _GNU_SOURCE
#include <sched.h>
#include <errno.h>
#include <stdio.h>
#include "trap.h"
#include "stub.h"

static const unsigned char *volatile entered;

static void on_sigsys(int sig, siginfo_t *info, void *context)
{
	(void)sig;
	(void)context;
	entered = info->si_call_addr;
}

int main(void)
{
	size_t i;

	errno = 4242;
	if (unshare(0) || errno != 4242)
		return printf("unshare(0): errno %d\n", errno), 1;
	if (unshare(CLONE_PTRACE) != -1 || errno != EINVAL)
		return printf("unshare(CLONE_PTRACE): errno %d\n", errno), 1;
	if (trap_calls(0, 0, on_sigsys))
		return 77;
	unshare(0);
	for (i = 1; entered && i <= sizeof stub; i++)
		if (!memcmp(entered - i, stub, sizeof stub))
			return puts("ours"), 0;
	return puts("the kernel was entered elsewhere"), 1;
}
END

# What -fuse-ld=lld looks for, where only a version of it is installed
if ! command -v ld.lld >/dev/null; then
	lld=$(command -v ld.lld-22)
	mkdir "$tmp/bin"
	[ -z "$lld" ] || ln -s "$lld" "$tmp/bin/ld.lld"
	PATH=$tmp/bin:$PATH
fi
gcc="$CC $CFLAGS"
clang=$(command -v clang-22 || command -v clang)

# The compiler's flags come first, then source and -o, then the linker's. What
# was compiled with the same flags is linked again.
number=0
compile()
{
	number=$((number + 1))
	program=$tmp/program$number
	before=$1 after=$2
	object=$tmp/${before##*/}.o
	# The lists of flags are split on purpose
	# shellcheck disable=SC2086
	[ -e "$object" ] || $before -O2 -std=gnu11 -Wall -Wextra -Werror \
		"-DNR=$NR_unshare" -Iinclude -Itests/entry "-I$tmp" \
		-c "$tmp/probe.c" -o "$object" || return
	# shellcheck disable=SC2086
	$before -O2 "$object" -o "$program" $after
}

ours()
{
	compile "$1" "$2" && "$program"
}

# The loader of glibc says where it found unshare
bound()		# PROGRAM VERSION [PRELOADED]
{
	LD_PRELOAD=${3-} LD_DEBUG=bindings "$1" >/dev/null 2>"$tmp/bindings" || return
	grep -q "program$number .* $build/libunshare.so.1 .*unshare' \[$2\]" \
		"$tmp/bindings" && return
	grep -F 'unshare' "$tmp/bindings"
	return 1
}

compile "$gcc" '' && "$program" >"$tmp/libc"
case $? in
77)	skip 'the call that runs is ours' \
		"$(uname -sr) refuses a seccomp filter here"
	finish;;
esac
same 'the evidence can fail: without the library it is not our call' \
	'the kernel was entered elsewhere' "$(cat "$tmp/libc")"

# How programs are linked -----------------------------------------------------

# Of a program in gcc's LTO form, GNU ld 2.40 does not see that it needs a
# library, if libc has a symbol of that name too: under --as-needed, which
# Debian's gcc passes, the program gets libc's. Hence the --no-as-needed here,
# and what libunshare.pc and the CMake files say.
library="-L$build -lunshare"
archive="-L$build -l:libunshare.a"
shared="$library -Wl,-rpath,$build"
case $LIBRARIES in
*so*)	kinds='static static-pie pie no-pie shared shared-no-pie lazy';;
*)	kinds='static static-pie pie no-pie';;
esac

each_way()	# NAME COMPILER LINKER KINDS
{
	for kind in $4; do
		lto=
		how=${kind%-lto}
		needed=
		[ "$how" = "$kind" ] || lto=-flto
		[ "$kind" != shared-lto ] || needed=-Wl,--no-as-needed
		case $how in
		static)		set -- "$1" "$2" "$3" "" "-static $library";;
		static-pie)	set -- "$1" "$2" "$3" "-fPIE" \
					"-static-pie $library";;
		pie)		set -- "$1" "$2" "$3" "-fPIE" "-pie $archive";;
		no-pie)		set -- "$1" "$2" "$3" "-fno-PIE" \
					"-no-pie $archive";;
		shared)		set -- "$1" "$2" "$3" "-fPIE" "-pie $shared";;
		shared-no-pie)	set -- "$1" "$2" "$3" "-fno-PIE" \
					"-no-pie $shared";;
		lazy)		set -- "$1" "$2" "$3" "-fPIE" \
					"-pie -Wl,-z,lazy $shared";;
		esac
		check "$1, $kind: the call that runs is ours" \
			ours "$2 $lto $4" "$3 $needed $5"
		case $1,$kind in
		*musl*) ;;
		*,shared*|*,lazy)
			check "$1, $kind: bound to LIBUNSHARE_1.0" \
				bound "$program" LIBUNSHARE_1.0;;
		esac
	done
}

# -flto goes to the linker that understands the compiler's own form of it
each_way 'gcc, bfd' "$gcc" -fuse-ld=bfd \
	"$kinds static-lto pie-lto shared-lto"
if command -v ld.lld >/dev/null; then
	each_way 'gcc, lld' "$gcc" -fuse-ld=lld "$kinds"
else
	skip 'gcc, lld: the call that runs is ours' 'no ld.lld: install lld'
fi
# The ways are the linker's: gcc's objects go all of them, clang's with XCHECK=1.
some=$kinds
[ -n "${XCHECK-}" ] || case $kinds in
*shared*)	some='static shared';;
*)		some='static pie';;
esac
if [ -n "$clang" ]; then
	each_way 'clang, bfd' "$clang" -fuse-ld=bfd "$some"
	if command -v ld.lld >/dev/null; then
		each_way 'clang, lld' "$clang" -fuse-ld=lld \
			"$some static-lto pie-lto shared-lto"
	else
		skip 'clang, lld: the call that runs is ours' \
			'no ld.lld: install lld'
	fi
else
	skip 'clang: the call that runs is ours' 'no clang: install clang-22'
fi

# An archive that stands behind libc comes too late, by the rules of linking;
# that it is seen is the other half of the evidence.
compile "$gcc -static" "-lc $library" && "$program" >"$tmp/late"
same 'an archive behind libc is seen not to be ours' \
	'the kernel was entered elsewhere' "$(cat "$tmp/late")"

# musl: the same libraries, which need nothing but __errno_location
if command -v musl-gcc >/dev/null; then
	each_way musl musl-gcc '' 'static no-pie pie static-lto'
	case $kinds in
	*shared*)
		# its linker does not find glibc's libc.so.6, which its loader
		# takes for itself
		each_way musl 'musl-gcc -Wl,--allow-shlib-undefined' '' \
			'shared shared-no-pie';;
	esac
else
	skip 'musl: the call that runs is ours' 'no musl-gcc: install musl-tools'
fi

# The width rule --------------------------------------------------------------

# Whether the caller really leaves something above bit 31 is the stand-in's to
# say: a prototype that lies, in a file of its own.
cat >"$tmp/caller.c" <<'END'
#define _GNU_SOURCE
#include <sched.h>
__attribute__((noinline)) static int f(long x) { return unshare((int)x); }
int main(int argc, char **argv)
{
	(void)argv;
	return f((long)argc << 40 | CLONE_FS) != 0;
}
END
echo 'int unshare(long x) { return x >> 40 != 1; }' >"$tmp/stand-in.c"

width()
{
	# shellcheck disable=SC2086 # flags
	$gcc -o "$tmp/width" "$tmp/caller.o" "$@" && "$tmp/width"
}

case $ABI in
x86_64)
	# shellcheck disable=SC2086 # flags
	$gcc -O2 -Iinclude -c "$tmp/caller.c" -o "$tmp/caller.o"
	check 'width: the caller leaves a bit above 31 in the register' \
		width -fno-builtin "$tmp/stand-in.c"
	check 'width: the archive extends the int' width "$build/libunshare.a"
	check 'width: the shared library extends the int' \
		width "$build/libunshare.so.1" "-Wl,-rpath,$build";;
*)	skip 'width: an int is extended' \
		"the rule is x86_64's and aarch64's; not tried on $ABI";;
esac

# Before libc -----------------------------------------------------------------

preloaded()
{
	LD_PRELOAD=$build/libunshare.so.1 "$program"
}

case $kinds in
*shared*)
	compile "$gcc" ''
	check 'LD_PRELOAD: a program of libc alone runs our call' preloaded
	check 'LD_PRELOAD: bound by the version that libc gave it' \
		bound "$program" 'GLIBC_[0-9.]*' "$build/libunshare.so.1"
	if command -v musl-gcc >/dev/null; then
		compile musl-gcc ''
		check 'LD_PRELOAD: a program of musl alone runs our call' \
			preloaded
	fi;;
esac

# What is in the libraries ----------------------------------------------------

calls=sysdeps/unix/sysv/linux/syscalls.list
same 'the archive leaves nothing to find but __errno_location' \
	'__errno_location' "$(readelf -sW "$build/libunshare.a" |
	awk '$7 == "UND" && NF == 8 &&
		$8 !~ /^(__libunshare_.*|_GLOBAL_OFFSET_TABLE_)$/ { print $8 }' | sort -u)"
same 'the archive defines our calls and one more function, which is hidden' \
	"$({ awk '!/^#/ && NF { print $2, "DEFAULT" }' $calls
	echo __libunshare_error HIDDEN; } | sort)" \
	"$(readelf -sW "$build/libunshare.a" |
	awk '$5 == "GLOBAL" && $7 != "UND" { print $8, $6 }' | sort)"
same 'the archive: each object says that its stack is not executable' '' \
	"$(readelf -SW "$build/libunshare.a" | awk '
	/^File:/ { if (file) print file; file = $2 }
	/\.note\.GNU-stack/ && !/ [A-Z]*X[A-Z]* / { file = "" }
	END { if (file) print file }')"

# The same holds for each ABI that is built: how it is made is the same.
# A version's own name is a symbol too, absolute. GNU ld makes no RELRO for
# mips. readelf names the files if there are two: the first is there twice.
described()	# SHARED-LIBRARY...
{
	readelf -W --dyn-syms -d -l "$1" "$@" | awk '
	/^File: / { split($2, path, "/"); abi = path[split($2, path, "/") - 1]; now = 0 }
	/^ *[0-9]+: / && $5 ~ /GLOBAL|WEAK/ && !/ (UND|ABS) / {
		sub(/@GLIBC_[0-9.]+$/, "@libc", $NF); print abi, "exports", $NF }
	/\((NEEDED|SONAME)\)/ { sub(/\.so\.[0-9.]*\]/, ""); print abi, $2, $NF }
	/\(TEXTREL\)|R(UN)?PATH\)/ { print abi, $2 }
	/BIND_NOW|Flags: NOW/ && ++now == 2 { print abi, "BIND_NOW" }
	$1 == "GNU_STACK" { print abi, "stack", $(NF - 1) }
	$1 == "GNU_RELRO" { print abi, "RELRO" }' | sort -u
}
described_by()	# SHARED-LIBRARY...: what the rows of their ABIs want
{
	printf '%s\n' "$@" | awk -F '|' '
	FILENAME == "-" { split($0, path, "/"); built[path[split($0, path, "/") - 1]]; next }
	/^#/ || !NF { next }
	FILENAME ~ /syscalls/ { split($0, c, /[ \t]+/); name[c[2]] = c[3]; next }
	{ gsub(/ /, "") }
	$1 in built {
		for (i in name) {
			print $1, "exports " i "@@" name[i]
			if ($8 != "-")
				print $1, "exports " i "@libc"
		}
		if ($14 != "-")
			print $1, "(NEEDED) [libc"
		if ($1 !~ /^mips/)
			print $1, "RELRO"
		print $1, "(SONAME) [libunshare\n" $1, "stack RW\n" $1, "BIND_NOW"
	}' - $calls abi/abis.list | sort -u
}
set -- "$BUILDROOT"/*/libunshare.so.1
same 'each ABI, shared: only our calls, only libc, BIND_NOW, RELRO, no TEXTREL' \
	"$(described_by "$@")" "$(described "$@")"

marked()	# PROPERTIES
{
	readelf -nW "$build/libunshare.so.1" | grep "feature: $1"
}
case $ABI,$kinds in
x86_64,*shared*|i386,*shared*)
	check 'the shared library is marked for IBT and SHSTK' \
		marked 'IBT, SHSTK';;
aarch64,*shared*)
	check 'the shared library is marked for BTI and PAC' \
		marked 'BTI, PAC';;
esac
finish
