# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2016,SC2154 # awk; $tmp and the caller's own
# What the tests of include/sched.h share; source it after tap.sh. The caller
# sets $what, which opens each description, and $language, c or c++. COMPILER
# is a command of one or more words that takes a compiler's options.
#
#   header_source FILE ITEM...
#                       writes $tmp/FILE.c, which includes each ITEM, where +gnu
#                       and -gnu define and undefine _GNU_SOURCE, and "expect"
#                       demands all flags and unshare, and "cut" makes an int of
#                       each flag of 64 bits
#   header_compile STANDARD FILES COMPILER
#                       FILES, one or more names, compile without a warning
#   header_standards FILES COMPILER
#                       FILES in one standard, as an order of inclusion does not
#                       depend on it; the first of them in every one, if $every
#                       is not empty
#   header_gate COMPILER
#                       without _GNU_SOURCE nothing is added
#   header_cut          each "cut" made a warning where header_compile was last
#   header_keep COMPILER
#                       a flag that is defined already stays as it is
#   header_kernel_tree DIR COMPILER
#                       makes $tmp/kernel of the kernel's headers in DIR,
#                       without those of a libc that may stand beside them
#   header_flags COMPILER
#                       prints the flags that the program on standard input
#                       ends up with, each with its tokens
#   header_kernel FROM FILE COMPILER
#                       the flags in FILE, which header_flags found in the
#                       kernel's header FROM, are all here with that value;
#                       COMPILER finds no libc, so that the value is ours

# Warnings are looked for by that word.
LC_ALL=C
export LC_ALL

# As Linux 7.2 documents them. Nothing here may come from our own header.
linux_flags='CSIGNAL 0xff
CLONE_NEWTIME 0x80
CLONE_VM 0x100
CLONE_FS 0x200
CLONE_FILES 0x400
CLONE_SIGHAND 0x800
CLONE_PIDFD 0x1000
CLONE_PTRACE 0x2000
CLONE_VFORK 0x4000
CLONE_PARENT 0x8000
CLONE_THREAD 0x10000
CLONE_NEWNS 0x20000
CLONE_SYSVSEM 0x40000
CLONE_SETTLS 0x80000
CLONE_PARENT_SETTID 0x100000
UNSHARE_EMPTY_MNTNS 0x100000
CLONE_CHILD_CLEARTID 0x200000
CLONE_DETACHED 0x400000
CLONE_UNTRACED 0x800000
CLONE_CHILD_SETTID 0x1000000
CLONE_NEWCGROUP 0x2000000
CLONE_NEWUTS 0x4000000
CLONE_NEWIPC 0x8000000
CLONE_NEWUSER 0x10000000
CLONE_NEWPID 0x20000000
CLONE_NEWNET 0x40000000
CLONE_IO 0x80000000
CLONE_CLEAR_SIGHAND 0x100000000
CLONE_INTO_CGROUP 0x200000000
CLONE_AUTOREAP 0x400000000
CLONE_NNP 0x800000000
CLONE_PIDFD_AUTOKILL 0x1000000000
CLONE_EMPTY_MNTNS 0x2000000000'

# each_flag [OPTION...] ACTION: the awk action on each name ($1) and value ($2)
each_flag()
{
	printf '%s\n' "$linux_flags" | awk "$@"
}

# What a program can demand, more than once. C89 and C++98 have no 64-bit
# constants: that is excused for those that ours are held against, and for
# clang, which does not excuse a system header, not even the kernel's. The
# declaration is there to clash with another type, linkage or exception
# specification; what the last should be, sched_yield tells.
printf '#pragma GCC system_header\n' >"$tmp/linux.h"
printf '%s\n' '#include "linux.h"
#ifdef __clang__
#pragma clang diagnostic ignored "-Wlong-long"
#endif
#ifndef __THROW
#define __THROW
#endif
extern char declared[sizeof(1 ? unshare : (int (*)(int))0)];
#ifdef __cplusplus
extern "C"
#endif
int unshare(int) __THROW;
#if defined SCHED_OTHER && __cplusplus >= 201103L
static_assert(noexcept(unshare(0)) == noexcept(sched_yield()), "");
#endif' >"$tmp/expect.h"

# What must make warnings, where every other warning is an error
printf '%s\n' '#ifdef __clang__
#pragma clang diagnostic warning "-Wconstant-conversion"
#else
#pragma GCC diagnostic warning "-Woverflow"
#endif' >"$tmp/cut.h"

each_flag -v dir="$tmp" '{
	print "#define linux_" $1 " " $2 "ULL" >> (dir "/linux.h")
	print "extern char is_" $1 "[" $1 " == linux_" $1 " ? 1 : -1];" \
		>> (dir "/expect.h")
	print "#define " $1 " kept" > (dir "/keep.c")
}
length($2) > 10 {
	print "int f" NR "(void) { return " $1 "; }" >> (dir "/cut.h")
	print "int g" NR "(void) { return unshare(" $1 "); }" >> (dir "/cut.h")
	print "int h" NR "(void) { return unshare(CLONE_FS | " $1 "); }" \
		>> (dir "/cut.h")
}'
printf '#define _GNU_SOURCE 1\n#include <sched.h>\n' >>"$tmp/keep.c"
printf '#undef _GNU_SOURCE\n#include <sched.h>\n#include <sched.h>\n' \
	>"$tmp/gate.c"

header_source()
{
	header_file=$tmp/$1.c
	shift
	for header_item; do
		case $header_item in
		-gnu) echo '#undef _GNU_SOURCE' ;;
		+gnu) echo '#define _GNU_SOURCE 1' ;;
		expect | cut) echo "#include \"$header_item.h\"" ;;
		*) echo "#include <$header_item>" ;;
		esac
	done >"$header_file"
}

header_compile()
{
	header_standard=$1
	header_options=
	for header_file in $2; do
		header_options="$header_options $tmp/$header_file.c"
	done
	header_names=$2
	shift 2
	# shellcheck disable=SC2086 # a list of files
	check "$what -std=$header_standard: $header_names" "$@" \
		-std="$header_standard" -Wall -Wextra -Wpedantic -Werror \
		-fsyntax-only -Iinclude -x "$language" $header_options
}

header_standards()
{
	header_first=${1%% *}
	header_all=$1
	shift
	case $language in
	c) header_one=c11 header_others="c89 c99 c17 c2x" ;;
	c++) header_one=c++11 header_others="c++98 c++20" ;;
	esac
	header_compile "$header_one" "$header_all" "$@"
	[ -n "$every" ] || return 0
	for header_other in $header_others; do
		header_compile "$header_other" "$header_first" "$@"
	done
}

# -dD shows macros, the rest declarations; the pragma leaves a line of blanks.
header_gate()
{
	same "$what: without _GNU_SOURCE nothing is added" \
		"$("$@" -E -P -dD -x "$language" "$tmp/gate.c" | grep '[^ ]')" \
		"$("$@" -Iinclude -E -P -dD -x "$language" "$tmp/gate.c" |
			grep '[^ ]')"
}

header_cut()
{
	same "$what: 64-bit flags do not fit an int" \
		"$(grep return "$tmp/cut.h")" \
		"$(awk -F: 'NR == FNR { line[NR] = $0; next }
			/cut\.h:.*: warning: / && !seen[$2]++ { print line[$2] }
		' "$tmp/cut.h" "$tmp/tap.out")"
}

header_keep()
{
	same "$what: what is defined already stays" \
		"$(each_flag '{ print $1 " kept" }' | sort)" \
		"$(header_flags "$@" -Iinclude <"$tmp/keep.c")"
}

header_kernel_tree()
{
	header_dir=$(cd "$1" && pwd)
	shift
	header_asm=$header_dir/asm
	[ -d "$header_asm" ] ||
		header_asm=$header_dir/$("$@" -print-multiarch)/asm
	mkdir "$tmp/kernel"
	ln -s "$header_dir/linux" "$header_dir/asm-generic" "$header_asm" \
		"$tmp/kernel"
}

header_flags()
{
	"$@" -E -dM -x c - >"$tmp/macros" &&
		sed -En 's/^#define (CSIGNAL|(CLONE|UNSHARE)_[^ ]*) /\1 /p' \
			"$tmp/macros" | grep -v '^CLONE_ARGS_SIZE_' | sort
}

header_kernel()
{
	awk '
		BEGIN { print "#define _GNU_SOURCE 1\n#include <sched.h>" }
		{
			name = $1
			sub(/^[^ ]* /, "")
			print "extern char same_" name "[" name " == " $0 \
				" && sizeof(" name ") == sizeof(" $0 \
				") ? 1 : -1];"
		}
		END { if (!NR) print "#error no flags" }
	' "$2" >"$tmp/kernel.c"
	header_from=$1
	shift 2
	check "$what: the flags of $header_from" \
		"$@" -Iinclude -fsyntax-only -x c "$tmp/kernel.c"
}
