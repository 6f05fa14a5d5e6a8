#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The manual pages: what they say of flags, errors and options is held to the
# header, the model and the commands; every example is compiled and run; mandoc
# and groff have nothing to say about them.
# shellcheck disable=SC2086,SC2317 # lists of words, functions that check calls
. tests/tap.sh
. tests/install-lib.sh

call=man/unshare.2

# Two lists, of files, have the same lines, in whatever order.
equal()		# DESCRIPTION WANT GOT
{
	sort -u "$2" >"$tmp/want"
	sort -u "$3" >"$tmp/got"
	check "$1: there are some" test -s "$tmp/want"
	same "$1" "$(cat "$tmp/want")" "$(cat "$tmp/got")"
}

# The flags ----------------------------------------------------------------------

# Name and first kernel of what unshare takes, U or u in the header's comment; the
# names of the others
awk -v others="$tmp/others" '
/^#ifndef [A-Z].*\/\* / {
	first = $4
	takers = $5 ($6 ~ /^[Uu][0-9]/ ? " " $6 : "")
	sub(/:$/, "", takers)
	since = match(takers, /[Uu][0-9.]+/) ? substr(takers, RSTART + 1, RLENGTH - 1) : first
	if (takers ~ /[Uu]/)
		print $2, since
	else
		print $2 >others
}' include/sched.h >"$tmp/taken"
sed -n 's/^\.It Dv \([A-Z_]*\) Pq since Linux \([0-9.]*\)$/\1 \2/p' $call >"$tmp/described"
equal 'unshare(2): the flags, and since when, as include/sched.h has them' \
	"$tmp/taken" "$tmp/described"
sed -n '/^\.\\" refused$/,/^\.Sh/s/^\.Dv \([A-Z_]*\).*/\1/p' $call |
	grep -vFx UNSHARE_EMPTY_MNTNS >"$tmp/described"
equal 'unshare(2): the flags that it does not take' "$tmp/others" "$tmp/described"

# The errors ---------------------------------------------------------------------

# Rule, errno and first kernel of each row of the model
sed -n 's/^	{ \(MODEL_[A-Z_]*\), \(.*\), \(E[A-Z]*\) },.*/\1 \3 \2/p' tests/model/rules.c |
	awk '{
		version = $3 == "FIRST" ? "" : $3 $4 $5
		gsub(/V\(|\)/, "", version)
		gsub(/,/, ".", version)
		sub(/\.0$/, "", version)
		print $1, $2, version
	}' >"$tmp/rows"
awk '{ print $1, $2 }' "$tmp/rows" >"$tmp/rules"
awk '/^\.\\" rule / { rule = $3; next }
	rule { print rule, ($2 == "Bq" && $3 == "Er" ? $4 : "?"); rule = "" }' \
	$call >"$tmp/described"
equal 'unshare(2): the errors, for each rule of the model' "$tmp/rules" "$tmp/described"
same 'unshare(2): no error without a rule' "$(wc -l <"$tmp/rows")" \
	"$(grep -c '^\.It Bq Er' $call)"
awk 'NR == FNR { since[$1 " " $2] = $3; next }
	/^\.\\" rule / { rule = $3; next }
	rule {
		want = since[rule " " $4]
		if (want != "" && !index($0 " ", "inux " want " "))
			print rule, "is of Linux", want ":", $0
		rule = ""
	}' "$tmp/rows" $call >"$tmp/said"
same 'unshare(2): since when they are' '' "$(cat "$tmp/said")"
grep -o 'CONFIG_[A-Z]*_NS' $call | sort -u >"$tmp/described"
# as explain/reason.c makes them of the flags that a kernel may be without
awk '/CREATE, MODEL_|REFUSE, MODEL_NOT_BUILT/' tests/model/rules.c |
	grep NOT_BUILT | grep -o 'CLONE_NEW[A-Z]*' |
	sed 's/CLONE_NEW\(.*\)/CONFIG_\1_NS/' >"$tmp/options"
equal 'unshare(2): the options of a kernel that may be without' \
	"$tmp/options" "$tmp/described"

# The commands -------------------------------------------------------------------

for page in man/*.[1-9]; do
	name=${page#man/}
	check "$name is installed as it is" \
		cmp "$page" "$installed/usr/share/man/man${name##*.}/$name"
done
sed -n 's/^\.It Pa //p' man/libunshare.7 | tr ',' '\n' | tr -d ' ' | while read -r file; do
	[ -e "$installed/usr/$file" ] || echo "$file"
done >"$tmp/said"
same 'libunshare(7): the files are installed' '' "$(cat "$tmp/said")"
for command in unshare-explain libunshare-abicheck; do
	"$installed/usr/bin/$command" --help >"$tmp/help" 2>&1
	grep -oE '(^|[ ,[])-(-[a-z]+|[a-z])\>' "$tmp/help" | tr -d ' ,[' >"$tmp/options"
	# an option that the usage does not speak of is one that it answers to
	for option in --help --abis --version; do
		"$installed/usr/bin/$command" $option >"$tmp/said" 2>&1 &&
			echo "$option" >>"$tmp/options"
	done
	awk '/^\.It Fl/ {
		gsub(/Fl Fl /, "--")
		gsub(/Fl /, "-")
		gsub(/[.,]/, "")
		for (i = 2; i <= NF; i++)
			if ($i ~ /^-/)
				print $i
	}' "man/$command.1" >"$tmp/described"
	equal "$command(1): its options" "$tmp/options" "$tmp/described"
done
# Each option is taken by the command itself.
sed -n 's/^\.It \(Fl.*\)/\1/p' man/libunshare-abicheck.1 | sed 's/Fl Fl /--/; s/ Ar.*//' |
while read -r option; do
	"$installed/usr/bin/libunshare-abicheck" "$option" 2>&1 </dev/null |
		grep "no option"
done >"$tmp/said"
same 'libunshare-abicheck takes each' '' "$(cat "$tmp/said")"

# The prototypes -----------------------------------------------------------------

# What the pages' synopsis declares is what the headers do: else it conflicts.
prototypes()
{
	for page in unshare.2 unshare_explain.3; do
		awk '/^\.Ft/ { printf "%s ", $2 }
		/^\.Fn .*"/ {
			name = $2
			gsub(/^[^"]*"|"$/, "")
			gsub(/" "/, ", ")
			print name "(" $0 ");"
			exit
		}' man/$page
	done >"$tmp/prototypes"
	printf '%s\n' '#define _GNU_SOURCE' '#include <stddef.h>' '#include <sched.h>' \
		'#include <unshare.h>' | cat - "$tmp/prototypes" >"$tmp/prototypes.c"
	[ "$(wc -l <"$tmp/prototypes")" -eq 2 ] && cc -Wall -Wextra -Werror \
		-I"$installed/usr/include/libunshare-1" -fsyntax-only "$tmp/prototypes.c"
}
check 'the prototypes are those of the headers' prototypes

# The examples -------------------------------------------------------------------

lacks()		# NEED: why it cannot be had here
{
	case $1 in
	userns)
		unshare --user --map-root-user true 2>/dev/null || echo "no user namespaces here" ;;
	cmake)
		command -v cmake >/dev/null || echo "no cmake: apt-get install cmake" ;;
	pkg-config)
		command -v pkg-config >/dev/null ||
			echo "no pkg-config: apt-get install pkg-config" ;;
	*)
		echo "nobody knows what '$1' is" ;;
	esac
}
examples()	# PAGE
{
	name=${1#man/}
	place=$tmp/examples/$name
	mkdir -p "$place"
	check "$name: every example says what it is" \
		awk -v to="$place" -f man/examples.awk "$1" || return
	cp "$tmp/tap.out" "$tmp/sessions"
	while read -r number needs <&4; do
		for need in pkg-config $needs; do
			why=$(lacks "$need")
			[ -z "$why" ] || break
		done
		if [ -n "$why" ]; then
			skip "$name: example $number" "$why"
			continue
		fi
		(
			cd "$place" || exit
			PKG_CONFIG_SYSROOT_DIR=$installed
			PKG_CONFIG_LIBDIR=$installed/usr/lib/pkgconfig
			LD_LIBRARY_PATH=$installed/usr/lib
			CMAKE_PREFIX_PATH=$installed/usr
			PATH=$installed/usr/bin:$PATH
			export PKG_CONFIG_SYSROOT_DIR PKG_CONFIG_LIBDIR LD_LIBRARY_PATH \
				CMAKE_PREFIX_PATH PATH
			timeout -k 5 300 sh "session.$number.sh" </dev/null >"$tmp/said" 2>&1
		)
		same "$name: example $number" "$(cat "$place/session.$number")" \
			"$(cat "$tmp/said")"
	done 4<"$tmp/sessions"
	# what is shown is also used: all C is compiled in some session
	for file in "$place"/*.c; do
		[ ! -e "$file" ] || grep -q "${file##*/}" "$place"/session.*.sh \
			"$place"/CMakeLists.txt 2>/dev/null || echo "$file"
	done >"$tmp/said"
	same "$name: no example is without a session" '' "$(cat "$tmp/said")"
}
for page in man/*.[1-9]; do
	examples "$page"
done
check 'the C examples compile without a warning' cc -std=c99 -Wall -Wextra -Wpedantic \
	-Wno-unused-result -Werror -fsyntax-only \
	-I"$installed/usr/include/libunshare-1" "$tmp"/examples/*/*.c

# The form -----------------------------------------------------------------------

# Other pages, by name and section: ours, or the system's
if [ -r /usr/share/man/man7/namespaces.7.gz ] && [ -r /usr/share/man/man2/unshare.2.gz ]; then
	sed -n 's/^\.Xr \([^ ]*\) \([1-9]\).*/\1.\2/p' man/*.[1-9] | sort -u |
	while read -r name; do
		[ -e "man/$name" ] || ls "/usr/share/man/man${name##*.}/$name".* \
			>/dev/null 2>&1 || echo "$name"
	done >"$tmp/said"
	same 'SEE ALSO and the rest: each page that they point to is there' '' \
		"$(cat "$tmp/said")"
else
	skip 'SEE ALSO and the rest' \
		'no pages of the system: apt-get install manpages manpages-dev'
fi
for page in man/*.[1-9]; do
	name=${page#man/}
	title=$(echo "${name%.*}" | tr '[:lower:]' '[:upper:]')
	same "$name: its title is its name" ".Dt $title ${name##*.}" \
		"$(grep '^\.Dt' "$page")"
done
if command -v mandoc >/dev/null; then
	# which pages there are is looked at above
	same 'mandoc -T lint' '' "$(mandoc -T lint man/*.[1-9] 2>/dev/null |
		grep -v 'STYLE: referenced manual not found')"
else
	skip 'mandoc -T lint' 'no mandoc: apt-get install mandoc'
fi
if command -v groff >/dev/null; then
	same 'groff -mdoc -ww' '' "$(groff -mdoc -Tutf8 -ww -z man/*.[1-9] 2>&1)"
else
	skip 'groff -mdoc -ww' 'no groff: apt-get install groff-base'
fi
finish
