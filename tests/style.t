#!/bin/sh
# SPDX-License-Identifier: MIT
# What every file of the package keeps to: a licence tag, 80 columns, no
# leftovers; scripts that shellcheck has nothing to say about; a README whose
# table is the registry's.
. tests/tap.sh

# Where there is no git, all that is neither made nor fetched
{ git ls-files 2>/dev/null ||
	find . \( -path ./.git -o -path "./$BUILDROOT" \) -prune -o -type f -print; } |
	sed 's|^\./||' | sort >"$tmp/files"
check "there are files to look at" test -s "$tmp/files"

# lines that a command finds in the files of a list: none
none()	# DESCRIPTION COMMAND...
{
	none_description=$1
	shift
	xargs "$@" <"$tmp/list" >"$tmp/found" 2>&1
	same "$none_description" "" "$(head -n 20 "$tmp/found")"
}

grep -v '^LICENSE$' "$tmp/files" >"$tmp/list"
none "every file says its licence" grep -L 'SPDX-License-Identifier: '
grep '\.tbl$' "$tmp/files" >"$tmp/list"
none "the kernel's tables have the kernel's licence" \
	grep -L 'GPL-2.0 WITH Linux-syscall-note'
cp "$tmp/files" "$tmp/list"
none "no line ends in blanks" grep -nE '[[:blank:]]$'
grep -v '^tests/style.t$' "$tmp/files" >"$tmp/list"
none "nothing is left to do" grep -nwE 'TODO|FIXME|XXX'

# C and assembly; scripts have patterns and messages that read better whole.
while read -r file; do
	case $file in
	README.md | abi/abis.list | kernels/kernels.list | arch/*) continue ;;
	*.c | *.h | *.S) columns=80 ;;
	*) columns=100 ;;
	esac
	expand "$file" | awk -v f="$file" -v c="$columns" \
		'length > c { print f ":" NR ": more than " c " columns" }'
done <"$tmp/files" >"$tmp/long"
same "no line is too long" "" "$(head -n 20 "$tmp/long")"

for limit in Makefile:300 sysdep.h:75 syscall.h:60; do
	grep -E "(^|/)${limit%:*}\$" "$tmp/files" | xargs wc -l |
		awk -v most="${limit#*:}" '$2 != "total" && $1 > most' >"$tmp/big"
	same "${limit%:*} has at most ${limit#*:} lines" "" "$(cat "$tmp/big")"
done

if command -v shellcheck >/dev/null; then
	xargs grep -lE '^(#!/bin/sh|# shellcheck shell=sh)' <"$tmp/files" \
		>"$tmp/list"
	none "shellcheck has nothing to say" shellcheck -f gcc
else
	skip "shellcheck has nothing to say" \
		"no shellcheck: apt-get install shellcheck"
fi

cp README.md "$tmp/README.md"
mkdir "$tmp/tree"
cp -R Makefile install.mk README.md abi arch kernels scripts sysdeps tests include \
	"$tmp/tree"
check "the README's table can be made" \
	make -s -C "$tmp/tree" -W abi/abis.list README.md BUILD="$tmp/build"
check "the README's table is the registry's" \
	diff -u README.md "$tmp/tree/README.md"
finish
