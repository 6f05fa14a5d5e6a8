#!/bin/sh
# SPDX-License-Identifier: MIT
#
# libunshare-explain on one ABI: what it exports and needs; that a program has
# it without libc, and with libc static and shared; and that it says what it
# says on this machine's own ABI, but for what an emulator changes.
# shellcheck disable=SC2016,SC2086,SC2317 # names have a "$"; flags are words,
# functions check calls
. tests/tap.sh
. tests/abi-lib.sh
: "${BUILD:?}"

library=$BUILD/libunshare-explain
if [ ! -e "$library.a" ]; then
	skip_all "not built: no <asm/unistd.h> for $ABI"
fi

# The archive -----------------------------------------------------------------

read_elf -Ss "$library.a" >"$tmp/archive"

# i386 and sparc: a helper of the compiler's
same "archive: unshare_explain; all else is hidden, by a name of the library's" \
	"DEFAULT unshare_explain" "$(awk '$5 == "GLOBAL" && $7 != "UND" &&
	($6 " " $8) !~ /^HIDDEN (__libunshare_|__x86\.|__sparc_get)/ { print $6, $8 }
	' "$tmp/archive")"
same "archive: needs what compilers call on their own, and no more" "" "$(awk '
	$7 == "UND" && NF == 8 && $8 !~ /^(mem(set|cpy)|__gnu_thumb1_case_si)$/ &&
	    $8 !~ /^(_gp_(disp|got)|\.TOC\.|_GLOBAL_OFFSET_TABLE_|\$\$dyncall.*)$/ {
		print $8
	}' "$tmp/archive")"
same "archive: says that it needs no executable stack" 0 \
	"$(awk '$2 == ".note.GNU-stack" { n++; if ($8 ~ /X/) bad++ }
	END { print n == 1 ? bad + 0 : "no note" }' "$tmp/archive")"

# The shared object -----------------------------------------------------------

case $LIBRARIES in
*so*)
	read_elf -dl --dyn-syms "$library.so.1" >"$tmp/shared"
	same "shared: exports unshare_explain alone" unshare_explain@@LIBUNSHARE_1.0 \
		"$(awk '$1 ~ /^[0-9]+:$/ && $5 != "LOCAL" && $7 != "UND" &&
		$7 != "ABS" { print $8 }' "$tmp/shared")"
	same "shared: its name" '[libunshare-explain.so.1]' \
		"$(awk '/SONAME/ { print $5 }' "$tmp/shared")"
	same "shared: no text relocations" 0 "$(grep -c TEXTREL "$tmp/shared")"
	same "shared: needs libc or nothing" "" \
		"$(awk '/NEEDED/ && $5 !~ /^\[libc\.so\./' "$tmp/shared")"
	same "shared: no executable stack" RW \
		"$(awk '/GNU_STACK/ { print $(NF - 1) }' "$tmp/shared")" ;;
*)	skip "shared" "this ABI's linker makes no shared objects" ;;
esac

# What it says ----------------------------------------------------------------

if [ "$STATUS" != runs ]; then
	skip "what it says" "$ABI does not run here"
	finish
fi
says()	# PROGRAM ARGUMENT...
{
	timeout -k 5 120 $RUN_FAST "$@" >"$tmp/says" 2>&1 </dev/null
}
# Under an emulator those that are about one, and that depend on the ABI: how the
# kernel's files are read, numbers in them, flags, links; all under make xcheck.
set --
[ -z "$EMULATED" ] || at_length ||
	set -- 'unknown bits' threads user 'second NEWPID' malformed
check "in every situation the sentence is whole, errno and descriptors as before" \
	says "$BUILD/situations" quick "$@"
same "and no situation complains" "" "$(grep '^#' "$tmp/says")"

# Situation, flags and sentence: errno values differ
native=${NATIVE_ABIS%% *}
native=${native:+${BUILD%/*}/$native/situations}
if [ "$native" = "$BUILD/situations" ]; then
	: # It is that ABI.
elif [ -z "$native" ] || [ ! -x "$native" ]; then
	skip "it says what this machine's ABI says" "no $native: make programs"
else
	timeout -k 5 120 "$native" quick "$@" >"$tmp/native" 2>&1 </dev/null
	awk -F '\t' -v emulated="$EMULATED" -f tests/explain/same.awk \
		"$tmp/native" "$tmp/says" >"$tmp/differ"
	same "it says what this machine's ABI says" "" "$(head -n 20 "$tmp/differ")"
fi

# With libc: the command
if [ -z "$LIBC" ]; then
	skip "with libc" "Debian has no libc for $ABI"
	finish
fi
asked()	# PROGRAM: the reason, without what is before it
{
	$RUN "$1" IO | sed -n 's/^reason: //p'
}
reason=$(awk -F '\t' '$1 == "unknown bits" && $2 == 2147483648 { print $4 }' "$tmp/says")
reason=${reason%%;*}
for kind in static shared; do
	case $ABI,$kind,$EMULATED in
	alpha,static,1) broken="static glibc crashes under $RUN" ;;
	sh4,*,1) broken="glibc's fork crashes under $RUN" ;;
	*) broken= ;;
	esac
	if [ -n "$broken" ]; then
		skip "with libc, $kind" "$broken"
	elif [ -x "$BUILD/explain-$kind" ]; then
		same "with libc, $kind: the same reason" \
			"$reason" "$(asked "$BUILD/explain-$kind")"
	else
		skip "with libc, $kind" "no $BUILD/explain-$kind: make xcheck makes it"
	fi
done
finish
