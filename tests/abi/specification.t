#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The test specification of the call on one ABI: runs the program made of
# tests/specification/, which compares the kernel with the reference model. From
# the top of the tree, with
#
#   STATUS         what the registry promises
#   BUILD          where the program is
#   RUN            the emulator's command, or empty
#   TEST_WRAPPER   runs the program instead of RUN, on another machine say

. tests/tap.sh

: "${ABI:?}" "${BUILD:?}"

if [ "$STATUS" != runs ]; then
	echo "1..0 # SKIP $ABI $STATUS: nothing here runs its programs"
	exit
fi
command=${TEST_WRAPPER:-$RUN}
if [ -n "$command" ] && ! command -v "${command%% *}" >/dev/null; then
	echo "1..0 # SKIP no ${command%% *}: apt-get install qemu-user"
	exit
fi

# The kernel does not run the program by itself where it takes an emulator; it
# is found from another directory then.
again=
if [ -z "$TEST_WRAPPER" ] && [ -n "$RUN" ]; then
	emulator=${RUN%% *}
	again="again $(command -v "$emulator")${RUN#"$emulator"}"
	again="$again $(cd "$BUILD" && pwd)/specification"
fi

# A hang is told by the program itself, in a minute.
TAP_TIMEOUT=1200
# shellcheck disable=SC2086 # commands with their arguments
relay "$ABI" $command "$BUILD/specification" $again
finish
