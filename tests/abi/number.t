#!/bin/sh
# SPDX-License-Identifier: MIT
# The numbers of the tables, as the compiler of this ABI gets them through
# <libunshare/abi.h>, against two sources that are not ours: <asm/unistd.h> of
# the distribution's headers for this compiler, and of the kernel's source.
. tests/tap.sh
: "${NR_unshare:?}"

printf '%s\n' '#include <asm/unistd.h>
#include <libunshare/abi.h>
theirs __NR_unshare
ours LIBUNSHARE_NR_unshare
abi LIBUNSHARE_ABI' >"$tmp/number.c"

compare()	# SOURCE FLAGS...
{
	source=$1
	shift
	# shellcheck disable=SC2086
	if ! $CC $CFLAGS "$@" -I "${BUILD%/*}/include" -E -P "$tmp/number.c" \
	    >"$tmp/number.i" 2>"$tmp/number.err"; then
		return 1
	fi
	theirs='' ours='' abi=''
	while read -r name value; do
		case $name in
		theirs) theirs=$((${value:-0})) ;;
		ours) ours=$((${value:-0})) ;;
		abi) abi=$value ;;
		esac
	done <"$tmp/number.i"
	same "number of unshare is that of $source" "$theirs" "$ours"
}

check "the kernel's source has <asm/unistd.h> for $KARCH" \
	test -f "$KHEADERS/asm/unistd.h"
# shellcheck disable=SC2086
compare "the kernel's source ($KARCH)" $KHEADERS_FLAGS ||
	check "the kernel's <asm/unistd.h> compiles" grep -v . "$tmp/number.err"
same "the registry's number is the compiler's" "$NR_unshare" "$ours"
same "the predicate knows the compiler" "\"${ABI%+*}\"" "$abi"

compare "the distribution's headers" ||
	skip "number of unshare is that of the distribution's headers" \
		"no <asm/unistd.h> is packaged for $CC"
finish
