#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The width rule, by reading the code: where an ABI leaves the bits above an
# int undefined, each form of the call extends it before the trap. QEMU user
# mode drops those bits, so that to run it shows nothing. Variables as for
# conformance.sh: ABI, BUILD, FORMS, CC. Any file that defines unshare will do,
# for an ABI that nothing here can run.

# shellcheck source=tests/tap.sh
. "${0%/*}/tap.sh"

: "${ABI:?}" "${BUILD:?}" "${FORMS:?}" "${CC:?}"

# System V psABI x86-64, 3.2.3; AAPCS64, 6.8.2 rule C.9
case $ABI in
x86_64* | x32*)
	extend='movslq|cltq'
	trap='syscall' ;;
aarch64*)
	extend='sxtw'
	trap='svc' ;;
*)
	extend= ;;
esac

code()
{
	# shellcheck disable=SC2086 # a command with its flags
	"$($CC -print-prog-name=objdump)" -d --disassemble=unshare "$1" |
		grep '^ *[0-9a-f]*:'
}

extends()
{
	awk -v extend="$extend" -v trap="$trap" '
	{ print }
	$0 ~ extend { extended = 1 }
	$0 ~ trap { exit found = !extended }
	BEGIN { found = 1 }
	END { exit found }' "$1"
}

for form in $FORMS; do
	name="${form#conformance-}: the int is extended before the trap"
	if [ -z "$extend" ]; then
		skip "$name" 'the caller extends it on this ABI'
	elif ! code "$BUILD/$form" >"$tmp/code"; then
		skip "$name" 'unshare is in a shared library'
	else
		check "$name" extends "$tmp/code"
	fi
done

finish
