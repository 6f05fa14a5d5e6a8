#!/bin/sh
# SPDX-License-Identifier: MIT
# The stub against its lower bound, exactly: what a successful call executes is
# the number that the opening list of sysdep.h derives behind "forced". Where
# nothing runs the ABI's programs, the way that a success takes is read from
# the code instead. No time is measured, and no libc is a yardstick.
. tests/tap.sh
. tests/abi-lib.sh
: "${ABI:?}" "${SYSDEP:?}" "${TOOL_objdump:?}"

bound=$(benchtests/bound "$ABI" "$SYSDEP" 2>&1)
check "$SYSDEP/sysdep.h says what is forced: $bound" test "$bound" -gt 0

command=${TEST_WRAPPER:-$RUN}
why=
if [ "$STATUS" != runs ]; then
	why="$ABI $STATUS: nothing here runs its programs"
elif [ -n "$TEST_WRAPPER" ]; then
	why='runs on another machine'
elif [ "$ABI ${command%% *}" = 'i386 qemu-i386' ]; then
	why="QEMU before 8.2 has no vDSO, and its place takes two more"
elif [ -n "$command" ]; then
	command -v "${command%% *}" >/dev/null ||
		why="no ${command%% *}: apt-get install qemu-user"
elif ! cc -O2 -o "$tmp/step" benchtests/step.c 2>"$tmp/said" || {
    # Address 0 is none of a program's: as far as that, it may be traced.
    "$tmp/step" 0 /bin/true 2>"$tmp/said"
    ! grep -q "cannot run to" "$tmp/said"; }; then
	why=$(head -n 1 "$tmp/said")
fi

# What the second compiler assembled need not be counted if it is the same code.
code()	# OBJECT
{
	"$TOOL_objdump" -dr "$BUILD/$1" | sed '/file format/d'
}
forms=asm
if [ -n "$CLANG" ] && ! at_length && [ "$(code unshare-cc2.o)" = "$(code unshare.o)" ]; then
	check "asm-cc2: the same instructions as asm" true
elif [ -n "$CLANG" ]; then
	forms="asm asm-cc2"
fi
for form in $forms; do
	description="$form: a success takes no instruction more or less"
	if [ -n "$why" ]; then
		skip "$description" "$why"
		continue
	fi
	STEP=$tmp/step benchtests/insns "$tmp/bench-" "$form" >"$tmp/row" 2>&1
	same "$description" "$ABI $form $bound" "$(sed 's/ [^ ]*$//' "$tmp/row")"
done

# From the first instruction to the first return, if that is not branched over:
# all branches before it leave the way of success.
if [ "$STATUS" != runs ]; then
	"$TOOL_objdump" -d --no-show-raw-insn "$BUILD/unshare.o" |
		sed -n 's/^ *[0-9a-f]*:[[:space:]]*//p' >"$tmp/code"
	same "by reading: from entry to return" "$bound" "$(awk '{ n++ }
		/^(ret|rts|br[[:space:]]+%r14|b[a-z]+r[[:space:]]+%r14)/ ||
		/^j.*\[blink\]/ { print n; exit }' "$tmp/code")"
fi

# What users pay in bytes for having the call
if [ "$ABI" = x86_64 ]; then
	benchtests/size "$tmp/size-" asm inline >"$tmp/row" 2>&1
	size=$(awk '$2 == "inline" { print $6 }' "$tmp/row")
	check "a program with the call inline has at most 1000 bytes: $size" \
		test "$size" -le 1000
	size=$(awk '$2 == "asm" { print $5 }' "$tmp/row")
	check "libunshare.so.1, stripped, has at most 8192 bytes: $size" \
		test "$size" -le 8192
fi
finish
