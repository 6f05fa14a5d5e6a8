#!/bin/sh
# SPDX-License-Identifier: MIT
#
# What debian/ says, held to the sources: version, symbols of every architecture,
# which package each installed file goes to, licences. Takes no tool of Debian's;
# make check-packages makes the packages and tries them.
# shellcheck disable=SC2317 # functions that check calls
. tests/tap.sh
. tests/install-lib.sh

same 'debian/changelog: its first entry is of this version' "libunshare ($version)" \
	"$(sed -n '1s/) .*/)/p' debian/changelog)"

# The symbols --------------------------------------------------------------------

# Debian's names of the architectures are in those of the cross libcs.
awk -F ' *[|] *' '!/^#/ && $14 ~ /^\// {
	if ($1 == "x86_64")
		print "amd64", $1
	else if (match($19, /libc6(\.1)?-dev-[a-z0-9]+-cross/)) {
		name = substr($19, RSTART, RLENGTH)
		gsub(/^libc6(\.1)?-dev-|-cross$/, "", name)
		print name, $1
	}
}' abi/abis.list >"$tmp/architectures"
check 'there are architectures' test "$(wc -l <"$tmp/architectures")" -gt 6
# symbol@version and the library that has it, for one architecture
symbols()	# ARCH
{
	awk -v arch="$1" '
	/^#/ { next }
	/^[^ ]/ { library = $1; next }
	/^ \(arch=/ {
		list = $0
		sub(/^ \(arch=/, "", list)
		rest = list
		sub(/\).*/, "", list)
		sub(/^[^)]*\)/, "", rest)
		if (list ~ /!/ && index(" " list " ", " !" arch " "))
			next
		if (list !~ /!/ && !index(" " list " ", " " arch " "))
			next
		$0 = " " rest
	}
	{ print library, $1, $2 }' debian/libunshare1.symbols
}
# The frozen promises: a symbol, and its version, which is a symbol too
while read -r arch abi; do
	awk '$1 == "soname" { soname = $2 }
	$1 == "symbol" { symbol[$3 "@" $2] = symbol[$2 "@" $2] = 1 }
	END { for (s in symbol) print soname, s, "1.0.0" }' "abi/$abi/baseline" |
		LC_ALL=C sort >"$tmp/want"
	symbols "$arch" | grep '^libunshare.so.1 ' | LC_ALL=C sort >"$tmp/got"
	cmp -s "$tmp/want" "$tmp/got" || echo "$arch: $(diff "$tmp/want" "$tmp/got")"
done <"$tmp/architectures" >"$tmp/said"
same 'the symbols of each architecture are those frozen in abi/' '' "$(cat "$tmp/said")"
sed -n 's/^ (arch=\([^)]*\)).*/\1/p' debian/libunshare1.symbols | tr ' ' '\n' | tr -d ! |
	sort -u >"$tmp/got"
same 'and none of them is unknown' '' "$(cut -d ' ' -f 1 "$tmp/architectures" | sort |
	comm -13 - "$tmp/got")"

# The files ----------------------------------------------------------------------

for library in libunshare libunshare-explain; do
	file=$installed/usr/lib/$library.so.1
	readelf -W --dyn-syms "$file" | awk '$7 != "UND" && sub(/@+/, "@", $8) {
		print $8
		sub(/.*@/, "", $8)
		print $8 "@" $8
	}' | LC_ALL=C sort -u >"$tmp/want"
	arch=$(awk -v abi="$ABI" '$2 == abi { print $1 }' "$tmp/architectures")
	symbols "$arch" | sed -n "s/^$library\.so\.1 \([^ ]*\) .*/\1/p" |
		LC_ALL=C sort >"$tmp/got"
	same "$library.so.1: the symbols are those that readelf finds" "$(cat "$tmp/want")" \
		"$(cat "$tmp/got")"
done
(cd "$installed" && find . ! -type d) | sed "s|^\./||; s|^usr/lib/|&triplet/|" |
	LC_ALL=C sort >"$tmp/files"
for list in debian/*.install; do
	package=${list#debian/}
	grep -v '^#' "$list" | while read -r pattern; do
		# a star is none of a directory's names, as for the shell
		regexp=$(echo "$pattern" | sed 's/\./\\./g; s|\*|[^/]*|g')
		grep -E "^$regexp(/|$)" "$tmp/files" >"$tmp/matched" ||
			echo "$list: $pattern matches nothing" >&2
		sed "s/^/${package%.install} /" "$tmp/matched"
	done
done >"$tmp/packaged" 2>"$tmp/said"
same 'debian/*.install: each line is of files that are installed' '' "$(cat "$tmp/said")"
cut -d ' ' -f 2 "$tmp/packaged" | LC_ALL=C sort >"$tmp/got"
same 'debian/*.install: each file is in one package' "$(cat "$tmp/files")" "$(cat "$tmp/got")"
awk '$1 == "libunshare1" { print $2 }' "$tmp/packaged" >"$tmp/got"
same 'libunshare1 has what a program needs to run' \
	'usr/lib/triplet/libunshare-explain.so.1
usr/lib/triplet/libunshare.so.1' "$(cat "$tmp/got")"
same 'what may stand on two architectures at once has no program' '' \
	"$(awk '$1 != "libunshare-tools" && $2 ~ /bin|libexec/' "$tmp/packaged")"
same 'debian/control: the packages, and which can be beside those of another machine' \
	'libunshare1 same
libunshare-dev same
libunshare-tools -' "$(awk '/^Package:/ { if (name) print name, multi; name = $2; multi = "-" }
	/^Multi-Arch:/ { multi = $2 }
	END { print name, multi }' debian/control)"
same 'debian/*.install: for these' "$(sed -n 's/^Package: //p' debian/control | sort)" \
	"$(for list in debian/*.install; do basename "$list" .install; done | sort)"

# The licences -------------------------------------------------------------------

same 'debian/copyright: MIT as in LICENSE' "$(sed -n '/^Permission/,$p' LICENSE)" \
	"$(sed -n '/^ Permission/,/^$/s/^ //p' debian/copyright | sed 's/^\.$//')"
# What is not MIT, by its own first lines, and by the patterns in debian/copyright
find . \( -path ./.git -o -path ./build \) -prune -o -type f -exec awk '
	FNR <= 5 && /SPDX-License-Identifier: / && !/Identifier: MIT/ {
		sub(/^.*Identifier: GPL-2.0/, "GPL-2")
		sub(/ WITH Linux-syscall-note.*/, " with Linux-syscall-note exception")
		print FILENAME ": " $0
	}' {} + | LC_ALL=C sort >"$tmp/want"
awk '/^Files: [^*]/ { pattern = $2 }
	/^License: / && pattern { sub(/^License: /, ""); print pattern, $0; pattern = "" }' \
	debian/copyright | while read -r pattern licence; do
	find . -path "./$pattern" -printf "%p: $licence\n"
done | LC_ALL=C sort >"$tmp/got"
same 'debian/copyright: what is not MIT, and under which it is' "$(cat "$tmp/want")" \
	"$(cat "$tmp/got")"
finish
