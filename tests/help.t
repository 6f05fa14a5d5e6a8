#!/bin/sh
# SPDX-License-Identifier: MIT
#
# make help: a sentence for every target, and what it takes to print them: make
# and awk, and no compiler.
. tests/tap.sh

set --
for file in Makefile *.mk */*.mk; do
	case $file in
	build/*) ;;
	*) set -- "$@" "$file" ;;
	esac
done
# Those that no one asks for: prerequisites of others
printf '%s\n' .world all explain-absent force >"$tmp/inner"

awk '
/^\.PHONY:/ { on = 1; sub(/^\.PHONY:/, "") }
on {
	on = sub(/\\$/, "")
	for (i = 1; i <= NF; i++)
		print $i
}' "$@" | sort -u >"$tmp/phony"
check 'targets are found' grep -qx check "$tmp/phony"
same 'and stand there by name' '' "$(grep '[(]' "$tmp/phony")"
sed -n 's/^## \([^:= ]*\)[: ].*/\1/p' "$@" | sed '/^$/d' | sort >"$tmp/told"
same 'each has a sentence' '' "$(comm -23 "$tmp/phony" "$tmp/told" |
	comm -23 - "$tmp/inner")"
same 'each sentence is of a target, or a file' README.md \
	"$(comm -13 "$tmp/phony" "$tmp/told")"
same 'and none of two' '' "$(uniq -d "$tmp/told")"

mkdir "$tmp/bin"
for program in awk make sh uname; do
	ln -s "$(command -v $program)" "$tmp/bin/$program"
done
(
	unset MAKEFLAGS MFLAGS MAKELEVEL ABI CC
	PATH=$tmp/bin make help BUILD="$tmp/build" >"$tmp/help" 2>&1
)
same 'all is printed without a compiler' "$(cat "$tmp/told")" "$(sed -n \
	's/^make \([^ ][^ ]*\).*/\1/p' "$tmp/help" | sort)"
same 'nothing is made for it' no "$([ ! -e "$tmp/build" ] && echo no)"
same 'a line fits a terminal' '' "$(awk 'length > 80' "$tmp/help")"

printf '## check ABI=<abi>\n' >"$tmp/bad.mk"
refuse 'a line without a sentence' 'bad.mk:1: a target, what it takes' \
	awk -f scripts/help.awk "$tmp/bad.mk"
printf '## a: one\n## a: two\n' >"$tmp/bad.mk"
refuse 'a target twice' "bad.mk:2: 'a' has a sentence already: .*bad.mk:1" \
	awk -f scripts/help.awk "$tmp/bad.mk"
finish
