#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The test specification of the call on one ABI: runs the program made of
# tests/specification/, which compares the kernel with the reference model. From
# the top of the tree, with
#
#   STATUS         what the registry promises
#   BUILD          where the program is
#   RUN, RUN_FAST  the emulator's command, or empty
#   TEST_WRAPPER   runs the program instead of RUN, on another machine say
#   XCHECK         not empty: all words, else one in 32 of those of three bits
#                  and more, and of the calls that are repeated, on one ABI of
#                  this machine, and one in 128 on the others

. tests/tap.sh
. tests/abi-lib.sh

: "${ABI:?}" "${BUILD:?}"

command=${TEST_WRAPPER:-$RUN_FAST}
must_run "$command"

# The kernel does not run the program by itself where it takes an emulator; it
# is found from another directory then.
again=
if [ -z "$TEST_WRAPPER" ] && [ -n "$RUN" ]; then
	emulator=${RUN%% *}
	again="again $(command -v "$emulator")${RUN_FAST#"$emulator"}"
	again="$again $(cd "$BUILD" && pwd)/specification"
fi

# A hang is told by the program itself, in a minute.
TAP_TIMEOUT=1200
if [ -n "$XCHECK" ]; then
	fewer=
elif at_length; then
	fewer="fewer 5"
else
	fewer="fewer 7"
fi
# shellcheck disable=SC2086 # commands with their arguments
relay "$ABI" $command "$BUILD/specification" $fewer $again
finish
