#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The conformance tests of one ABI: runs the programs made of conformance.c,
# each linked to another form of the call, and holds what arrives in the kernel
# or in the emulator against what was asked for. An emulator takes longer to start,
# and to translate the same code in each process, than for all that is tested: there
# each form says what it answers, with every error, and the first one what the call
# then changes too; all of them under make xcheck. From the top of the tree, with
#
#   ABI            its name              NR_unshare  its number of the call
#   STATUS         what the registry promises
#   BUILD          where the programs are; FORMS their names
#   RUN            the emulator's command, or empty; EMULATED=1 if it is one
#   CC KHEADERS_FLAGS  to preprocess the ABI's <asm/errno.h>
#   SYSDEP         where its sysdep.h says how an error shows
#   HOSTCC         the same for this machine (cc)
#   INJECT         tests/inject.c, made for this machine (build/inject)
#   TEST_WRAPPER   runs the programs instead of RUN, on another machine say;
#                  there is no looking into the kernel from here then
#
# shellcheck disable=SC2086 # commands with their arguments, and lists

. tests/tap.sh
. tests/abi-lib.sh

: "${ABI:?}" "${BUILD:?}" "${FORMS:?}" "${NR_unshare:?}" "${CC:?}" "${SYSDEP:?}"
: "${HOSTCC:=cc}" "${INJECT:=build/inject}"

# Each bit once on and once off; both words have a bit that nothing knows, so
# that they change nothing. Bit 31 makes the second one negative.
words='1431655765 2863311530'
hex_words='0x55555555 0xaaaaaaaa'

# The words that no error is: the smallest, the largest, and what is next to
# the errors, -4096, both as an int and as the 64 bits of it.
results='1 2147483647 4294963200 -4096'
results_as_int='1 2147483647 4294963200 4294963200'

# What the emulator must make of each error of the host's: HOST:TARGET, by name. A
# name of <asm/errno.h> that stands for another name has that one's number.
errno_pairs()
{
	echo '#include <asm/errno.h>' >"$tmp/errno.c"
	$CC $KHEADERS_FLAGS -E -dM "$tmp/errno.c" >"$tmp/target" &&
	$HOSTCC -E -dM "$tmp/errno.c" >"$tmp/host" &&
	awk '
	FNR == 1 { file++ }
	$1 == "#define" && $2 ~ /^E[A-Z0-9]+$/ { value[file, $2] = $3; names[$2] }
	function number(file, name)
	{
		name = value[file, name]
		if ((file, name) in value)
			name = value[file, name]
		return name ~ /^[0-9]+$/ ? name : ""
	}
	END {
		for (name in names) {
			from = number(2, name)
			to = number(1, name)
			if (from != "" && to != "" && value[2, name] == from)
				printf "%s:%s ", from, to
		}
	}' "$tmp/target" "$tmp/host"
}

# test_answers LABEL FORM [PART...]: in one process the parts, and those for which
# answers are injected
test_answers()
{
	label=$1 form=$2
	shift 2
	if [ -n "$why_not" ]; then
		skip "$label: every error sets its errno" "$why_not"
		skip "$label: other results are no errors" "$why_not"
		[ $# -eq 0 ] || relay "$label" $command "$BUILD/$form" "$@"
	else
		relay "$label" "$INJECT" $number $results -- $RUN "$BUILD/$form" \
			"$@" errno $errors results $results_as_int
	fi
}

# QEMU's trace: by its own table of numbers it was unshare, and the bits with
# a name are named.
read_emulator()
{
	$RUN -strace "$BUILD/$1" arrives $words 2>&1 | awk '
	function hex(text,  i, number)
	{
		text = substr(tolower(text), 3)
		i = length(text) > 8 ? length(text) - 7 : 1
		for (; i <= length(text); i++)
			number = number * 16 - 1 + \
				index("0123456789abcdef", substr(text, i, 1))
		return number
	}
	NR == FNR {
		if ($1 == "#define" && $3 ~ /^0x/)
			value[$2] = hex($3)
		next
	}
	match($0, /unshare\([^)]*\)/) {
		n = split(substr($0, RSTART + 8, RLENGTH - 9), name, "|")
		sum = 0
		for (i = 1; i <= n; i++)
			sum += name[i] ~ /^0x/ ? hex(name[i]) : value[name[i]]
		printf "%.0f\n", sum
	}' include/sched.h -
}

# strace's: the number in brackets, the whole register
read_kernel()
{
	strace -qq -n -e trace=unshare -e raw=unshare -o "$tmp/strace" \
		"$BUILD/$1" arrives $words &&
	sed -n 's/^\[ *\([0-9]*\)] unshare(\([^)]*\)).*/\1 \2/p' "$tmp/strace"
}

test_arrival()
{
	arrives="$1: number and argument arrive"
	if [ -n "$TEST_WRAPPER" ]; then
		skip "$arrives" 'runs on another machine'
	elif [ -n "$EMULATED" ]; then
		same "$arrives" "$(printf '%s\n' $words)" \
			"$(read_emulator "$2" 2>&1)"
	elif [ -n "$why_no_strace" ]; then
		skip "$arrives" "$why_no_strace"
	else
		same "$arrives" "$(printf "$((NR_unshare)) %s\n" $hex_words)" \
			"$(read_kernel "$2" 2>&1)"
	fi
}

if [ ! -x "$INJECT" ]; then
	echo "conformance.sh: $INJECT is not there: build tests/inject.c" >&2
	exit 1
fi
why_not=
if [ -n "$TEST_WRAPPER" ]; then
	why_not='runs on another machine'
elif ! "$INJECT" 1 -- true >"$tmp/inject" 2>&1; then
	why_not=$(head -n 1 "$tmp/inject")
fi
why_no_strace=
if [ -z "$EMULATED" ] && ! strace -o /dev/null true >"$tmp/strace" 2>&1; then
	why_no_strace=$(head -n 1 "$tmp/strace")
fi

if [ -n "$EMULATED" ]; then
	number=
	errors=$(errno_pairs)
	# 1 to 133 without 41 and 58, which have no name
	set -- $errors
	check 'the headers have 131 names of errors' test $# -ge 131
	# The limit has no name, and no meaning where a flag tells an error.
	! grep -q '^ \* error .* -4095 to -1' "$SYSDEP/sysdep.h" ||
		errors="$errors 4095:4095"
else
	number="-n $((NR_unshare))"
	errors=1-4095
	# In a register of 64 bits the upper half is all sign.
	if echo | $CC -E -dM - | grep -Eq '__(LP64|x86_64)__'; then
		hex_words='0x55555555 0xffffffffaaaaaaaa'
	fi
fi

# QEMU user mode has no answer for some: Debian's QEMU 7.2 and glibc 2.36.
unfit()
{
	case $ABI-$1 in
	alpha-libc-static) echo "static glibc crashes under $RUN" ;;
	sh4-libc-*) echo "glibc hangs under $RUN" ;;
	esac
}

# A promise is kept where there is something to keep it with.
command=${TEST_WRAPPER:-$RUN}
must_run "$command"

whole=yes
for form in $FORMS; do
	label=${form#conformance-}
	why_unfit=$(unfit "$label")
	if [ -n "$EMULATED" ] && [ -n "$why_unfit" ]; then
		skip "$label" "$why_unfit"
		continue
	fi
	if [ -n "$whole" ]; then
		relay "$label" $command "$BUILD/$form"
		[ -n "$TEST_WRAPPER" ] ||
			check "$label: QEMU user mode is told from a kernel" \
				grep -qx "# emulated: ${EMULATED:-0}" "$tmp/tap.relay"
		test_answers "$label" "$form"
		test_arrival "$label" "$form"
	else
		test_answers "$label" "$form" answers
	fi
	[ -z "$EMULATED" ] || [ -n "$TEST_WRAPPER" ] || at_length || whole=
done

# What an ordinary user gets, where it can be had: the same answers, but EPERM
# where they take privilege.
user="setpriv --reuid=65534 --regid=65534 --clear-groups"
if [ -z "$command" ] && [ "$(id -u)" -eq 0 ]; then
	cp "$BUILD/${FORMS%% *}" "$tmp/program"
	chmod 755 "$tmp" "$tmp/program"
	relay "ordinary user" $user "$tmp/program"
fi

finish
