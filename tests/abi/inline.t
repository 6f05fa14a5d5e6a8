#!/bin/sh
# SPDX-License-Identifier: MIT
# <unshare.h> on one ABI: the inline call compiles in every C and C++ that the
# package promises, optimised or not, by each compiler, without a libc, and the
# object reaches for nothing, errno included. make has compiled it optimised, for
# the conformance tests, by both compilers; so on each ABI what is left is the call
# without optimisation, in the oldest C, and the newest C++, by the first compiler.
# On one ABI there is each standard at one level, each level with two standards;
# under make xcheck all with all.
#
# shellcheck disable=SC2086 # flags are words
. tests/tap.sh
. tests/abi-lib.sh
: "${BUILD:?}" "${CC:?}"

cat >"$tmp/inline.c" <<'END'
#include <unshare.h>
#include <unshare.h>
#if LIBUNSHARE_VERSION < 10000
#error "no version"
#endif
int caller(int flags);
int caller(int flags)
{
	return unshare_raw(flags);
}
END

try()	# LANGUAGE STANDARD:LEVEL COMPILER...
{
	language=$1 standard=${2%:*} levels=${2#*:}
	shift 2
	[ -z "$XCHECK" ] || levels="-O0 -O2"
	for level in $levels; do
		name="${1##*/}, $standard, $level"
		check "$name" "$@" "$level" "-std=$standard" -Wall -Wextra -Wpedantic \
			-Werror -ffreestanding -nostdinc -Iinclude \
			-I"${BUILD%/*}/include" -x "$language" -c "$tmp/inline.c" \
			-o "$tmp/$name.o"
	done
}

if at_length; then
	c="c89:-O0 ${XCHECK:+c99:} c2x:-O2"
	cxx="c++98:-O2 c++20:-O0"
else
	c="c89:-O0"
	cxx="c++20:-O0"
fi
for pair in $c; do
	try c "$pair" $CC $CFLAGS
	[ -z "$CLANG" ] || ! at_length || try c "$pair" $CLANG $CLANGFLAGS
done
for pair in $cxx; do
	if [ -n "$CXX" ]; then
		try c++ "$pair" $CXX $CFLAGS
	else
		skip "C++, ${pair%:*}" "no C++ compiler beside $CC"
	fi
done

# The names that linkers make up are by which code finds its tables. What make
# compiled is tests/inline.c, which sets errno.
same "the objects need nothing" "" "$(read_elf -s "$tmp"/*.o "$BUILD"/inline*.o |
	awk -v made="$BUILD" '
	/^File: / { file = $0; next }
	$7 == "UND" && NF > 7 &&
	    $8 !~ /^(_gp_disp|_GLOBAL_OFFSET_TABLE_|\.TOC\.)$/ &&
	    (!index(file, made) || $8 != "__errno_location") { print file, $8 }')"
finish
