#!/bin/sh
# SPDX-License-Identifier: MIT
# What every file of the package keeps to: a licence tag, 80 columns, no
# leftovers; scripts that shellcheck has nothing to say about; a README whose
# table is the registry's.
# shellcheck disable=SC2016 # awk
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
	[ ! -s "$tmp/found" ]
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
# A tab goes to the next multiple of 8.
grep -vE '^(README\.md|abi/abis\.list|kernels/kernels\.list|arch/.*)$' "$tmp/files" |
	xargs awk '
	FNR == 1 { most = FILENAME ~ /[.][chS]$/ ? 80 : 100 }
	length + 7 * gsub(/\t/, "&") > most {
		columns = 0
		parts = split($0, part, /\t/)
		for (i = 1; i < parts; i++)
			columns += length(part[i]) + 8 - (columns + length(part[i])) % 8
		if (columns + length(part[parts]) > most)
			print FILENAME ":" FNR ": more than " most " columns"
	}' >"$tmp/long"
same "no line is too long" "" "$(head -n 20 "$tmp/long")"

for limit in Makefile:300 sysdep.h:75 syscall.h:60; do
	grep -E "(^|/)${limit%:*}\$" "$tmp/files" | xargs wc -l |
		awk -v most="${limit#*:}" '$2 != "total" && $1 > most' >"$tmp/big"
	same "${limit%:*} has at most ${limit#*:} lines" "" "$(cat "$tmp/big")"
done

# It takes a tenth of a second a script. What shellcheck had nothing to say about
# is kept, by its sum and by that of what else it depends on, and is not asked
# again, but for XCHECK=1.
kept=${CACHE:-$tmp}/shellcheck
unkept()	# leaves $tmp/list, and the sums that it has if they are all clean
{
	xargs grep -lE '^(#!/bin/sh|# shellcheck shell=sh)' <"$tmp/files" >"$tmp/scripts"
	about=$({ shellcheck --version
		xargs grep -l '^# shellcheck shell=sh' <"$tmp/scripts" |
			xargs cat .shellcheckrc; } | cksum)
	xargs cksum <"$tmp/scripts" | sed "s/^/$about /" >"$tmp/sums"
	if [ -n "${XCHECK-}" ] || [ ! -r "$kept" ]; then
		cp "$tmp/scripts" "$tmp/list"
	else
		grep -vxFf "$kept" "$tmp/sums" | sed 's/.* //' >"$tmp/list"
	fi
}
if command -v shellcheck >/dev/null; then
	unkept
	if none "shellcheck has nothing to say" -r shellcheck -f gcc; then
		mkdir -p "${kept%/*}" && cp "$tmp/sums" "$kept.$$" &&
			mv "$kept.$$" "$kept"
	fi
else
	skip "shellcheck has nothing to say" \
		"no shellcheck: apt-get install shellcheck"
fi

mkdir "$tmp/tree"
for part in Makefile install.mk abi arch kernels scripts sysdeps tests include; do
	ln -s "$PWD/$part" "$tmp/tree"
done
cp README.md "$tmp/tree"
check "the README's table can be made" \
	make -s -C "$tmp/tree" -W abi/abis.list README.md BUILD="$tmp/build"
check "the README's table is the registry's" \
	diff -u README.md "$tmp/tree/README.md"
finish
