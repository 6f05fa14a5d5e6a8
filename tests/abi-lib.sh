# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # STATUS and ABI are the registry's
# What the tests of each ABI share; source it after tap.sh.
#
#   must_run COMMAND    goes on if the registry promises that the ABI's programs
#                       run, and COMMAND, which runs them, is here; an empty one
#                       is this machine itself. Else all is skipped, and why.
#   at_length           true under make xcheck, and on the first ABI that is this
#                       machine's own: there a test does all that it can, on the
#                       others what depends on the ABI
#   read_elf OPTION... FILE...
#                       what readelf says and complains of, in the same fields on
#                       every ABI: a symbol without a note in brackets and the
#                       index of its version, a section's number without a blank

must_run()
{
	[ "$STATUS" = runs ] ||
		skip_all "$ABI $STATUS: nothing here runs its programs"
	[ -z "$1" ] || command -v "${1%% *}" >"$tmp/found" ||
		skip_all "no ${1%% *}: apt-get install qemu-user"
}

at_length()
{
	[ -n "$XCHECK" ] || [ "$ABI" = "${NATIVE_ABIS%% *}" ]
}

read_elf()
{
	readelf -W "$@" 2>&1 | sed '/^ *[0-9]*:/{ s/\[[^]]*\]//; s/ ([0-9]*)$//; }
		s/^ *\[ */[/'
}
