#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The table of kernels: what it refuses, and what is said of boots that do not
# keep its promises.
#
# shellcheck disable=SC2016 # for another shell
. tests/tap.sh

# The table -------------------------------------------------------------------

# No other row is there to keep what the registry says of booting. An ABI that
# nothing compiles for is to be refused, and all have something.
sed 's/| boots /| builds /; /^nios2 /s/| runs | toolchain$/| - | -/' abi/abis.list >"$tmp/abis.list"
read_row()	# ROW [EMITTER [REGISTRY]]
{
	printf '%s\n' "$1" >"$tmp/kernels.list"
	awk -f kernels/kernels.awk -f scripts/tables.awk \
		-f "kernels/emit-${2-make}.awk" -v of=arm64-6.1 \
		"${3-$tmp/abis.list}" "$tmp/kernels.list"
}

origin='packaged bookworm arm64 linux-image'
rest='qemu-system-aarch64 -M virt | console=ttyAMA0 | aarch64 | qemu-system-arm'
good="arm64-6.1 | $origin | $rest"
check 'a good row is read' read_row "$good"
same 'its fields arrive' "packaged bookworm arm64 linux-image
console=ttyAMA0 aarch64 6.1" "$(eval "$(read_row "$good" row)"
	# shellcheck disable=SC2153 # by eval
	echo "$ORIGIN
$APPEND $ABIS $VERSION")"

refuse 'an ABI that is said to boot, and does not' \
	"abis.list:[0-9]+: 'x32' is said to boot, and no kernel" \
	read_row "$good" make abi/abis.list

bad()	# DESCRIPTION PATTERN ROW
{
	refuse "$1" "kernels.list:[0-9]+: .*$2" read_row "$3"
}
bad 'a field too few' '6 fields .* this one 5' "arm64-6.1 | $origin | -M | - | arm"
bad 'a field too many' '6 fields .* this one 7' "$good | more"
bad 'an empty field' "append of 'arm64-6.1' is empty; write - for none" \
	"arm64-6.1 | $origin | qemu-system-arm | | arm | qemu-system-arm"
bad 'a name without version' "'arm64' is no name" "arm64 | $origin | $rest"
bad 'a name with a blank' "'a 6-6.1' is no name" "a 6-6.1 | $origin | $rest"
bad 'a name that is there' 'a row already, line 1; remove' "$good
$good"
bad 'an origin that is none' "origin of 'arm64-6.1' is 'found here'" \
	"arm64-6.1 | found here | $rest"
bad 'a package without pattern' 'neither packaged RELEASE ARCH PATTERN' \
	"arm64-6.1 | packaged bookworm arm64 | $rest"
bad 'another command than QEMU' 'not a qemu-system-... command' \
	"arm64-6.1 | $origin | rm -rf / | - | aarch64 | qemu-system-arm"
bad 'an ABI that is none' "'vax', which has no row in the registry" \
	"arm64-6.1 | $origin | qemu-system-arm | - | aarch64 vax | qemu-system-arm"
bad 'an ABI without compiler' "'nios2', which has no compiler" \
	"arm64-6.1 | $origin | qemu-system-arm | - | nios2 | qemu-system-arm"
bad 'an ABI twice' "names 'arm' twice" \
	"arm64-6.1 | $origin | qemu-system-arm | - | arm arm | qemu-system-arm"
bad 'a quote' 'a quote' "arm64-6.1 | $origin' | $rest"
bad 'a byte that is no text' 'not printable ASCII' "$good $(printf '\001')"

# What the boots came to --------------------------------------------------------

# report DESCRIPTION STATUS PATTERN TAP: of a kernel that aarch64 is promised of
report()
{
	printf '%s\n' "$good" >"$tmp/kernels.list"
	printf '%b' "$4" >"$tmp/arm64-6.1.t"
	awk -f kernels/kernels.awk -f kernels/report.awk -f scripts/tables.awk \
		-v asked=arm64-6.1 -v only='' abi/abis.list \
		"$tmp/kernels.list" "$tmp/arm64-6.1.t" >"$tmp/report" 2>&1
	check "report: $1" sh -c '[ "$1" = "$2" ] && grep -Eqx "$3" "$4"' sh \
		$? "$2" "arm64-6.1 +aarch64 +$3" "$tmp/report"
}
one='ok 1 - arm64-6.1 aarch64 one: first\n'
end='ok 2 - arm64-6.1: boots and runs every program to its end\n'
report 'all is well' 0 '2 passed, 0 failed, 1 skipped' \
	"$one${one}ok 3 - arm64-6.1 aarch64 one: third # SKIP why\n$end"
report 'a test has failed' 1 '1 passed, 1 failed, 0 skipped' "${one}not $one$end"
report 'a boot broke off' 1 \
	'1 passed, 0 failed, 0 skipped; did not run to its end' "${one}not $end"
report 'nothing ran' 1 'promised, and no test passed' "$end"
report 'another ABI ran' 1 'promised, and no test passed' \
	"ok 1 - arm64-6.1 arm one: first\n$end"
report 'no compiler' 0 'skipped: no compiler' \
	"ok 1 - arm64-6.1 aarch64 # SKIP no compiler\n$end"
report 'no kernel' 0 'skipped: no network' '1..0 # SKIP no network\n'

finish
