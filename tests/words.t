#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The sweep of all flag words can fail: the program of tests/words/ with one
# thing wrong in the call or in the model, and scripts/exhaustive with commands
# that leave out, differ or die. What is interrupted goes on where it was.
# shellcheck disable=SC2317,SC2086,SC1090 # functions that check calls, lists
. tests/tap.sh

abi=${NATIVE_ABIS%% *}
if [ -z "$abi" ]; then
	skip_all "no ABI of this machine is among those tested"
fi
. "$BUILDROOT/$abi/env"
words=$BUILD/words
state=$tmp/state
every=4294967296

# The program with something wrong --------------------------------------------

# An archive gives only what is not there already.
${TOOL_ar:?} rcs "$tmp/rest.a" "$BUILD"/rt.o "$BUILD"/optimised.o "$BUILD"/model.o \
	"$BUILD"/unshare.o "$BUILD"/syscall-error.o || exit 1

wrong()	# NAME FLAGS...: $tmp/NAME.c before all else
{
	wrong_name=$1
	shift
	${CC:?} $CFLAGS -O0 -std=gnu11 -ffreestanding -nostdinc -Wall -Werror \
		-fno-stack-protector $KHEADERS_FLAGS -Iinclude \
		-I"$BUILDROOT/include" -Itests/model "$@" -c \
		-o "$tmp/wrong.o" "$tmp/$wrong_name.c" &&
	$CC $CFLAGS -nostdlib -static -Wl,-e,_start \
		-Wl,--wrap=__errno_location -o "$tmp/wrong" "$BUILD/start.o" \
		"$BUILD/words.o" "$tmp/wrong.o" "$tmp/rest.a" $LDFLAGS
}

found()	# LINE FIRST LAST
{
	"$tmp/wrong" "$2" "$3" >"$tmp/found"
	found_status=$?
	cat "$tmp/found"
	[ "$found_status" -eq 1 ] && grep -q '^not ok 1' "$tmp/found" &&
		grep -q "$1" "$tmp/found"
}

cat >"$tmp/call.c" <<'END'
#include <unshare.h>

extern int *__errno_location(void);

int unshare(int flags);
int unshare(int flags)
{
	int result;

	if (flags == WORD) {
		FAULT;
	}
	result = unshare_raw(flags);
	if (result == 0)
		return 0;
	*__errno_location() = -result;
	return -1;
}
END
fault()	# DESCRIPTION LINE WORD STATEMENT
{
	check "$1: compiles" wrong call "-DWORD=$3" "-DFAULT=$4" &&
		check "$1: found" found "$2" 0 0x1fff
}

# 0x1001 is refused by all kernels, and CLONE_FS granted.
relay "as it is" "$words" 0 0x1fff
relay "as it is" "$words" 0x40000000 0x400000ff
same "the call of this test is right, where it is" "not ok" \
	"$(fault "no fault" . 0x2000 "return 0" |
	sed -n 's/ [0-9]* - no fault: found$//p')"
errno="*__errno_location()"
fault "a refused word is granted" \
	"word 0x1001: 0 and errno 12345, for -1 and errno " 0x1001 "return 0"
fault "a refused word has another errno" \
	"word 0x1001: -1 and errno 1, for -1 and errno " 0x1001 \
	"$errno = 1; return -1"
fault "a refused word has no errno" \
	"word 0x1001: -1 and errno 12345, for -1 and errno " 0x1001 "return -1"
fault "a granted word is refused" \
	"word 0x200: -1 and errno 1, for 0 and errno 12345" 0x200 \
	"$errno = 1; return -1"
fault "a granted word changes errno" \
	"word 0x200: 0 and errno 1, for 0 and errno 12345" 0x200 \
	"$errno = 1; return 0"
fault "the process is killed" "killed by signal" 0x1001 "__builtin_trap()"
fault "a child is killed" "child was killed by signal" 0x200 "__builtin_trap()"

cat tests/model/[!t]*.c tests/model/task.c | grep -v 'CLONE_NEWNET }' >"$tmp/rules.c"
check "the model without a bit of the mask: compiles" wrong rules &&
	check "the model without a bit of the mask: found" \
		found "^# word 0x40000000: " 0x40000000 0x400000ff

# Arguments and ranges
for bad in "" 1 "1 2 3" "sample 1 2 3 4"; do
	refuse "words: '$bad' is refused" 'to be given: FIRST LAST' "$words" $bad
done
refuse "words: what is no number is refused" 'no number .*: 12z' "$words" 0 12z
refuse "words: nothing is no number" 'no number' "$words" 0 ""
refuse "words: a number is of 32 bits" 'more than 0xffffffff: 4294967296' \
	"$words" 0 $every
refuse "words: a number is of 32 bits in hexadecimal" 'more than' \
	"$words" 0 0x100000000
refuse "words: a range goes up" 'last word is before the first: 1' "$words" 2 1
refuse "words: no seed 0" 'the seed 0' "$words" sample 0
refuse "words: no more than three bits" 'not of 4' "$words" sample 1 1 4
cut_line()
{
	printf '0x00000000 0x00000001\n0x1 0x2\n' | "$words" -
}
refuse "words: a line of another length is refused" 'a line is 22 bytes' cut_line

# Eight lines for two processes; a block ends where the next begins.
for i in 0 1 2 3 4 5 6 7; do
	printf '0x%dffffffe 0x%d0000001\n' $i $((i + 1))
done >"$tmp/lines"
exec 3<"$tmp/lines"
"$words" - <&3 >"$tmp/one" &
"$words" - <&3 >"$tmp/two"
exec 3<&-
wait
sed 's/^0x\(.\)f*e 0x\(.\)0*1/# 0x\1ffffffe to 0x\1fffffff: 2\
# 0x\20000000 to 0x\20000001: 2/' "$tmp/lines" | sort >"$tmp/want"
same "words: processes that share the lines do each once" "$(cat "$tmp/want")" \
	"$(sed -n 's/ compared, .* 0 differ$//p' "$tmp/one" "$tmp/two" | sort)"

# The driver ------------------------------------------------------------------

# Stands for the program: says of each block what that would, and is done. In C, as
# a line of what two processes share is one read(2).
cat >"$tmp/stand-in.c" <<'END'
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(void)
{
	const char *fault = getenv("FAULT");
	FILE *pids = fopen(getenv("PIDS"), "a");
	char line[23] = "";

	fprintf(pids, "%d\n", (int)getpid());
	fclose(pids);
	while (read(0, line, 22) == 22) {
		int here = !strncmp(line, "0x42", 4);
		int less = here && !strcmp(fault, "less");
		int differ = here && !strcmp(fault, "differ");

		line[10] = line[21] = 0;
		if (here && !strcmp(fault, "missing"))
			continue;
		if (here && !strcmp(fault, "dead"))
			raise(SIGKILL);
		if (line[2] >= '8' && !strcmp(fault, "late"))
			pause();
		if (differ)
			puts("# word 0x42000001: -1 and errno 1, for -1 and errno 22: x");
		printf("# %s to %s: %d compared, 1 in children, %d differ\n",
			line, line + 11, 16777216 - less, differ);
		if (here && !strcmp(fault, "twice"))
			printf("# %s to %s: 16777216 compared, 1 in children, "
				"0 differ\n", line, line + 11);
		fflush(stdout);
	}
	return puts("1..1") < 0;
}
END
cc -w -o "$tmp/stand-in" "$tmp/stand-in.c" || exit 1
export PIDS="$tmp/pids" FAULT=

# Runs it: the result without the time, and its status
sweep()
{
	JOBS=2 scripts/exhaustive "$state" "$tmp/stand-in" \
		>"$tmp/sweep.out" 2>"$tmp/sweep.err"
	sweep_status=$?
	sed 's/, in [0-9]* seconds//' "$tmp/sweep.out"
	echo "status $sweep_status"
}
name="ok 1 - every flag word is answered as the model says
1..1"
all="# $every words compared, 256 in children, 0 differ; $every of them now
$name
status 0"
block="# $((every - 16777216)) words compared, 255 in children, 0 differ"
rest="# 16777216 words are in blocks that did not come to their end; a second \
run tries these again
not $name
status 1"

same "every word is counted" "$all" "$(sweep)"
check "the state is removed then" test ! -e "$state"
FAULT=twice
same "a block counts once" "$all" "$(sweep)"
FAULT=differ
same "a word that differs is shown" "# word 0x42000001: -1 and errno 1, for -1 \
and errno 22: x
# $every words compared, 256 in children, 1 differ; $every of them now
not $name
status 1" "$(sweep)"
for FAULT in less missing dead; do
	same "a block that lacks is found: $FAULT" \
		"$block; $((every - 16777216)) of them now
$rest" "$(sweep)"
	FAULT=
	same "and only that one is tried again" "# $every words compared, \
256 in children, 0 differ; 16777216 of them now
$name
status 0" "$(sweep)"
done

# Until the command says true, half a minute at most
await()
{
	await_count=0
	until "$@"; do
		await_count=$((await_count + 1))
		[ $await_count -lt 300 ] || return
		sleep 0.1
	done
}
gone()
{
	while read -r gone_pid; do
		! grep -qs "^State:	[^Z]" "/proc/$gone_pid/status" || return
	done <"$PIDS"
}
half()
{
	[ "$(grep -c ' compared, ' "$state" 2>/dev/null)" -eq 128 ]
}

for signal in HUP:129 TERM:143; do
	status=${signal#*:}
	signal=${signal%:*}
	: >"$PIDS"
	# (exec: the id is the script's)
	FAULT=late JOBS=2 sh -c 'exec scripts/exhaustive "$@"' sh "$state" \
		"$tmp/stand-in" >"$tmp/late.out" 2>"$tmp/late.err" &
	driver=$!
	check "half is done, and no more will be" await half
	refuse "a second one does not interfere" "process $driver writes to it" \
		scripts/exhaustive "$state" "$tmp/stand-in"
	kill -$signal "$driver"
	wait "$driver"
	same "$signal ends it" "$status" $?
	check "$signal leaves no process" gone
	same "$signal leaves the state" "$state" "$(echo "$state"*)"
	check "$signal is told of" grep -q 'interrupted; run it again' "$tmp/late.err"
	same "and then the other half is done" "# $every words compared, 256 in \
children, 0 differ; $((every / 2)) of them now
$name
status 0" "$(sweep)"
done

FAULT=less
sweep >/dev/null
echo '# another program' >>"$tmp/stand-in"
FAULT=
same "another program starts anew" "$all" "$(sweep)"
check "and that is said" grep -q "of another command.*: starts anew" "$tmp/sweep.err"

# The program itself, and its children: even if nobody can tell them
children()
{
	grep -ls "^PPid:	$1\$" /proc/[0-9]*/status | sed 's/[^0-9]//g'
}
JOBS=2 scripts/exhaustive "$state" "$words" >"$tmp/out" 2>"$tmp/err" &
driver=$!
at_work()
{
	: >"$PIDS"
	for at_work_pid in $(children $driver); do
		children "$at_work_pid" >>"$PIDS"
	done
	[ "$(wc -l <"$PIDS")" -ge 2 ]
}
check "two processes are at work" await at_work
children $driver >>"$PIDS"
kill -9 $driver
wait $driver 2>/dev/null
check "a driver that is killed leaves no process" await gone

refuse "exhaustive: no arguments are refused" 'STATE COMMAND' scripts/exhaustive
refuse "exhaustive: a command that is not there" 'no such command' \
	scripts/exhaustive "$tmp/other" "$tmp/no-such"
refuse "exhaustive: a state that cannot be written" 'cannot be written' \
	scripts/exhaustive "$tmp/none/state" "$words"
JOBS=many
export JOBS
refuse "exhaustive: JOBS=many" 'not a number' \
	scripts/exhaustive "$tmp/other" "$words"
finish
