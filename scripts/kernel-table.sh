# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # $here
# What scripts/syscallhdr and scripts/syscalltbl share; their heads say what
# the arguments are. To be sourced by them, with their directory in $here.
#
#   arguments USAGE OPTIONS ARGUMENT...
#                    of OPTIONS, those of the kernel's scripts that the caller
#                    has; exports TABLE and OUTPUT, ABIS, OFFSET, PREFIX
#                    and EMIT_NR, which is empty or 1
#   generate PROGRAM
#                    OUTPUT becomes what the awk program prints, whose functions
#                    and arrays are those of scripts/kernel-table.awk; it appears
#                    as a whole or stays what it was

export LC_ALL=C

fail()
{
	echo "${0##*/}: $*" >&2
	exit 1
}

option_value()		# OPTION VALUE
{
	case $1=$2 in
	--abis=*[!A-Za-z0-9_,]* | --abis=,* | --abis=*,,* | --abis=*, | --abis=)
		fail "--abis '$2' is no list of tags; write tag,tag..." ;;
	--offset=*[!A-Za-z0-9_]* | --offset=[0-9]*[!0-9xXA-Fa-f]* | --offset=)
		fail "--offset '$2' is neither a macro nor a number" ;;
	--prefix=*[!A-Za-z0-9_]*)
		fail "--prefix '$2' cannot be part of a macro's name" ;;
	--abis=*) ABIS=$2 ;;
	--offset=*) OFFSET=$2 ;;
	--prefix=*) PREFIX=$2 ;;
	esac
}

arguments()
{
	usage="usage: $1"
	options=$2
	shift 2
	ABIS='' EMIT_NR='' OFFSET='' PREFIX=''
	while [ $# -gt 0 ]; do
		case $1 in
		-*) ;;
		*) break ;;
		esac
		case " $options " in
		*" $1 "*) ;;
		*) fail "no option $1; $usage" ;;
		esac
		if [ "$1" = --emit-nr ]; then
			EMIT_NR=1
			shift
			continue
		fi
		[ $# -ge 2 ] || fail "$1 needs a value"
		option_value "$1" "$2"
		shift 2
	done
	[ $# -eq 2 ] || fail "$usage"
	TABLE=$1
	OUTPUT=$2
	if [ ! -f "$TABLE" ] || [ ! -r "$TABLE" ]; then
		fail "$TABLE: no such table"
	fi
	[ ! -d "$OUTPUT" ] || fail "$OUTPUT: is a directory"
	export TABLE OUTPUT ABIS EMIT_NR OFFSET PREFIX
}

# What is a link or no file, such as a pipe or /dev/stdout, is written to itself.
generate()
{
	text=$(awk "$(cat "$here/kernel-table.awk")$1" <"$TABLE") || exit 1
	new=$OUTPUT
	if [ ! -L "$OUTPUT" ] && { [ -f "$OUTPUT" ] || [ ! -e "$OUTPUT" ]; }; then
		new=$OUTPUT.$$
		trap 'rm -f "$new"' EXIT
		trap 'exit 1' HUP INT TERM
	fi
	{ printf '%s\n' "$text" >"$new"; } 2>/dev/null || fail "$OUTPUT: cannot write"
	[ "$new" = "$OUTPUT" ] || mv -f "$new" "$OUTPUT" || fail "$OUTPUT: cannot write"
}
