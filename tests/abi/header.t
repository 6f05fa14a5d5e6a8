#!/bin/sh
# SPDX-License-Identifier: MIT
# include/sched.h on one ABI, with its libc and without any. The environment
# says which:
#
#   ABI                 its name
#   CC, CFLAGS          its C compiler, and the flags that select the ABI
#   CXX                 its C++ compiler, which takes CFLAGS too, or nothing
#   CLANG, CLANGFLAGS   a second compiler, or nothing; the clang++ beside it,
#                       if there is one, is used too
#   LIBC                yes if CC finds a libc for the ABI, else nothing
#   KHEADERS            a directory with the kernel's headers for the ABI, or
#                       nothing: then those that CC finds
#
# An ABI has its own types and its own libc's headers, and nothing else that this
# header could meet. So on each ABI every flag and the prototype are held against
# those, by gcc in C and C++ and by clang in C; the other orders, standards and
# macros take a compiler's time, and are tried at length on one (tests/abi-lib.sh).
#
# shellcheck disable=SC2086,SC2317 # flags are words, functions arguments

. tests/tap.sh
. tests/abi-lib.sh
. tests/header-lib.sh

cc()
{
	$CC $CFLAGS "$@"
}

cxx()
{
	$CXX $CFLAGS "$@"
}

clang()
{
	$CLANG $CLANGFLAGS "$@"
}

clangxx()
{
	$clangxx $CLANGFLAGS "$@"
}

# given, freestanding COMPILER: with the kernel's headers of KHEADERS, if any.
# The latter finds a <time.h> as well, which does not make it a libc.
given()
{
	"$@" -isystem "$tmp/kernel"
}

# clang says no directory of its own without starting LLVM; gcc knows no other way.
builtin_of()	# COMMAND: options that leave of what it finds its own headers only
{
	case $1 in
	*clang*) builtin=-nostdlibinc ;;
	*) builtin="-nostdinc -isystem $("$@" -print-file-name=include)" ;;
	esac
}

mkdir "$tmp/own"
: >"$tmp/own/time.h"

freestanding()
{
	given "$@" -ffreestanding $builtin -isystem "$tmp/own"
}

finds()
{
	echo "#include <$1>" >"$tmp/finds.c"
	shift
	"$@" -fsyntax-only "$tmp/finds.c" 2>"$tmp/finds.err"
}

# try LIBC OLDEST NEWER COMPILER: what one compiler can show, with a libc if LIBC
# is not empty; without it in the standard OLDEST at least
try()
{
	libc=$1 oldest=$2 newer=$3
	shift 3
	if [ -n "$every" ] && [ -n "$libc" ]; then
		header_gate "$@"
		header_compile "$oldest" alone freestanding "$@"
		header_standards 'late first after' given "$@"
	elif [ -n "$every" ]; then
		header_standards 'alone alone-after' freestanding "$@"
	elif [ -n "$libc" ]; then
		header_compile "$newer" late given "$@"
	else
		header_compile "$oldest" alone freestanding "$@"
	fi
	header_cut
}

every=
! at_length || every=yes
linux=
alone=
if [ -n "$KHEADERS" ]; then
	header_kernel_tree "$KHEADERS" cc
	linux=linux/sched.h
	alone=linux/sched.h
elif finds linux/sched.h cc; then
	linux=linux/sched.h
fi

# In "late" the libc's header adds nothing of its own, so that all is ours.
others='pthread.h spawn.h sys/wait.h'
header_source late -gnu $others sched.h +gnu sched.h expect cut \
	$linux sched.h expect
header_source first +gnu sched.h $linux $others sched.h expect
header_source after +gnu $linux $others sched.h expect
header_source alone -gnu sched.h expect cut $alone sched.h expect
header_source alone-after -gnu $alone sched.h expect

language=c
what="$ABI, C"
builtin_of $CC
try "$LIBC" c89 c11 cc

echo '#include <linux/sched.h>' >"$tmp/linux.c"
if [ -z "$every" ]; then
	[ -z "$LIBC" ] || header_compile c89 alone freestanding cc
else
	header_keep cc -ffreestanding -nostdinc
	if [ -n "$KHEADERS" ]; then
		header_flags given cc <"$tmp/linux.c" >"$tmp/flags"
		header_kernel KHEADERS "$tmp/flags" freestanding cc
	else
		skip "$what: the flags of KHEADERS" 'none given'
	fi
	if finds linux/sched.h cc; then
		header_flags cc <"$tmp/linux.c" >"$tmp/flags"
		header_kernel '<linux/sched.h>' "$tmp/flags" freestanding cc
	else
		skip "$what: the flags of <linux/sched.h>" "$CC finds none"
	fi
fi

language=c++
what="$ABI, C++"
if [ -n "$CXX" ]; then
	builtin_of $CXX
	try "$LIBC" c++98 c++11 cxx
else
	skip "$what" 'no C++ compiler for it'
fi

if [ -z "$CLANG" ]; then
	skip "$ABI, clang" 'none for it'
	finish
fi
clang_libc=
if [ -n "$LIBC" ] && finds sched.h clang; then
	clang_libc=yes
elif [ -n "$LIBC" ]; then
	skip "$ABI, clang with a libc" 'it finds none for this ABI'
fi
language=c
what="$ABI, clang"
builtin_of $CLANG
try "$clang_libc" c89 c11 clang

[ -n "$every" ] || finish
language=c++
what="$ABI, clang++"
clangxx=${CLANG%clang*}clang++${CLANG##*clang}
if command -v "$clangxx" >"$tmp/finds.out"; then
	try "$clang_libc" c++98 c++11 clangxx
else
	skip "$what" "no $clangxx here"
fi
finish
