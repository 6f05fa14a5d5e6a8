#!/bin/sh
# SPDX-License-Identifier: MIT
#
# A sample of the flag words on one ABI is answered as the model says: all of up
# to three bits, and 20,000 others; under an emulator, which passes them on to the
# kernel that has answered natively, those of one bit and 5,000 others; under make
# xcheck all of up to three, and a million. From the top of the tree, with
#
#   ABI BUILD STATUS RUN RUN_FAST TEST_WRAPPER   as for conformance.t
#   WORDS_SEED     a number that the others are drawn from (1): make check
#                  WORDS_SEED=2 takes another
. tests/tap.sh
. tests/abi-lib.sh

: "${ABI:?}" "${BUILD:?}" "${WORDS_SEED:=1}"

must_run "$RUN"

# A word that hangs ends the program sooner.
TAP_TIMEOUT=300

# Those of n bits out of 32 are (32 n): 1, 32, 496 and 4960.
sample()	# LABEL COUNT COMMAND...
{
	sample_label=$1
	sample_count=$2
	shift 2
	relay "$sample_label" "$@" sample "$WORDS_SEED" "$sample_count" "$bits"
	grep -q '# SKIP' "$tmp/tap.relay" ||
		same "$sample_label: none was left out" "$few $sample_count" \
			"$(sed -n 's/^# words .*: \([0-9]*\) compared.*/\1/p' \
			"$tmp/tap.relay" | tr '\n' ' ' | sed 's/ $//')"
}

count=20000 bits=3 few=5489
if [ -n "$XCHECK" ]; then
	count=1000000
elif [ -n "$RUN" ]; then
	count=5000 bits=1 few=33
fi
# shellcheck disable=SC2086 # a command with its arguments
sample "$(id -un)" "$count" $RUN_FAST "$BUILD/words"
if [ -z "$RUN" ] && [ "$(id -u)" -eq 0 ]; then
	cp "$BUILD/words" "$tmp/words"
	chmod 755 "$tmp" "$tmp/words"
	sample "ordinary user" "$count" setpriv --reuid=65534 --regid=65534 \
		--clear-groups "$tmp/words"
fi
finish
