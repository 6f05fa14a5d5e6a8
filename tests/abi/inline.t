#!/bin/sh
# SPDX-License-Identifier: MIT
# <unshare.h> on one ABI: the inline call compiles in every C and C++ that the
# package promises, optimised or not, by each compiler, without a libc, and the
# object reaches for nothing, errno included. Each standard at one level of
# optimisation, each level with two standards; under make xcheck all with all.
#
# shellcheck disable=SC2086 # flags are words
. tests/tap.sh
: "${TOOL_nm:?}"

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
cp "$tmp/inline.c" "$tmp/inline.cc"

try()	# NAME SOURCE STANDARD LEVEL COMPILER...
{
	name=$1 source=$2 standard=$3 levels=$4
	shift 4
	[ -z "$XCHECK" ] || levels="-O0 -O2"
	for level in $levels; do
		check "$name, $standard, $level" "$@" $level "-std=$standard" \
			-Wall -Wextra -Wpedantic -Werror -ffreestanding \
			-nostdinc -Iinclude -I"${BUILD%/*}/include" \
			-c "$tmp/$source" -o "$tmp/inline.o" &&
			same "$name, $standard, $level: needs nothing" "" \
			"$("$TOOL_nm" -u "$tmp/inline.o" | tr -d ' ' |
			grep -vE '^[Uw](_gp_disp|_GLOBAL_OFFSET_TABLE_|\.TOC\.)$')"
	done
}

for pair in c89:-O0 ${XCHECK:+c99:} c2x:-O2; do
	try "$CC" inline.c "${pair%:*}" "${pair#*:}" $CC $CFLAGS
	[ -z "$CLANG" ] || try "$CLANG" inline.c "${pair%:*}" "${pair#*:}" \
		$CLANG $CLANGFLAGS
done
for pair in c++98:-O2 c++20:-O0; do
	if [ -n "$CXX" ]; then
		try "${CXX##*/}" inline.cc "${pair%:*}" "${pair#*:}" \
			$CXX $CFLAGS
	else
		skip "C++, ${pair%:*}" "no C++ compiler beside $CC"
	fi
done
finish
