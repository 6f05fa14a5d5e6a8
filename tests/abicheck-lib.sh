# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2034,SC2154 # for the caller; $tmp is tap.sh's
# What the tests of libunshare-abicheck share; source it after tap.sh.
#
#   $command, $build, $native   the command, the directory of the build, the shared
#                               library of this machine
#   abicheck ARGUMENT...        runs the command, two minutes at most
#   rows ARGUMENT...            its rows: promise, verdict and what was found
#   not_holding ARGUMENT...     those that do not hold: promise and verdict
#   status_of COMMAND...        its status
: "${BUILDROOT:?}" "${ABI:?}"

top=$(pwd)
case $BUILDROOT in
/*) build=$BUILDROOT ;;
*) build=$top/$BUILDROOT ;;
esac
command=$build/bin/libunshare-abicheck
native=$build/$ABI/libunshare.so.1

abicheck()
{
	timeout 120 "$command" "$@"
}

rows()
{
	abicheck --format json "$@" 2>"$tmp/rows.err" | awk -f abicheck/world/rows.awk |
		awk -F '\t' -v OFS='\t' '{ sub(/:.*/, "", $8); print $5, $8, $7 }'
}
status_of()
{
	"$@" >"$tmp/status.out" 2>"$tmp/status.err"
	echo $?
}
not_holding()
{
	rows "$@" | awk -F '\t' '$2 != "holds" { print $1 ": " $2 }'
}
