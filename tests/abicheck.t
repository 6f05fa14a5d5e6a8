#!/bin/sh
# SPDX-License-Identifier: MIT
# libunshare-abicheck: what it says of what we make, which readelf knows as well; its
# formats, its options, and that it leaves nothing behind.
# shellcheck disable=SC2016,SC2153,SC2154,SC2317 # awk, what env sets, functions of check
. tests/tap.sh
. tests/abicheck-lib.sh

# What we make -----------------------------------------------------------------

# Every promise holds for every library; readelf has the machine of each.
for env in "$build"/*/env; do
	(
		# shellcheck source=/dev/null
		. "$env"
		elf=$(awk -v a="${ABI%+*}" '$1 == a { print $2, $3, $4 }' abicheck/elf.list)
		read -r machine mask flags <<-END_OF_LINE
		$elf
		END_OF_LINE
		case $ENDIAN in
		big) order=big ;;
		*) order=little ;;
		esac
		set -- --abi "$ABI"
		for file in unshare.o libunshare.a libunshare.so.1; do
			[ ! -f "$BUILD/$file" ] || set -- "$@" --elf "$BUILD/$file"
		done
		got=$(not_holding "$@")$(cat "$tmp/rows.err")
		[ -z "$got" ] || echo "$ABI: $got"
		header=$(od -An -v -tx1 --endian=$order -w2 -j 18 -N 2 "$BUILD/unshare.o" |
			tr -d ' ')
		[ $order = big ] || header=${header#??}${header%??}
		case ,$machine, in
		*",$((0x$header)),"*) ;;
		*) echo "$ABI: machine $((0x$header)), not $machine" ;;
		esac
		said=$(readelf -h "$BUILD/unshare.o" | sed -n 's/.*Flags: *\(0x[0-9a-f]*\).*/\1/p')
		[ $((said & mask)) -eq "$flags" ] || echo "$ABI: flags $said"
	)
done >"$tmp/ours" 2>&1
same 'all that we make keeps every promise, on every ABI' '' "$(cat "$tmp/ours")"

# The compiler's stub, in C, of both compilers: where it is read, it is right. All
# are read at once, and one by one to say which is wrong.
wrong()		# --elf FILE...
{
	rows "$@" | awk -F '\t' '$2 == "differs" || $2 == "missing"'
}
set --
for file in "$build"/*/unshare-c.o "$build"/*/unshare-c-cc2.o; do
	[ ! -f "$file" ] || set -- "$@" --elf "$file"
done
[ -z "$(wrong "$@")" ] || for file; do
	[ "$file" = --elf ] || wrong --elf "$file" | sed "s|^|$file |"
done >"$tmp/compiled"
same 'no compiler'\''s stub is wrong' '' "$(cat "$tmp/compiled" 2>/dev/null)"

# Formats ----------------------------------------------------------------------

mix="--elf $native --headers include --elf $top/README.md"
# shellcheck disable=SC2086 # options
{
	abicheck --format json $mix >"$tmp/mix.json" 2>/dev/null
	abicheck --format tap $mix >"$tmp/mix.tap" 2>/dev/null
	abicheck $mix >"$tmp/mix.text" 2>/dev/null
}
if perl -MJSON::PP -e 1 2>/dev/null; then
	check 'JSON: another parser takes it' perl -MJSON::PP -0777 -ne '
		my $j = decode_json($_); my %n; $n{$_->{verdict}}++ for @{$j->{rows}};
		for (keys %{$j->{totals}}) { die $_ if ($n{$_} // 0) != $j->{totals}{$_} }
		die "status" if $j->{status} != 2' "$tmp/mix.json"
else
	skip 'JSON: another parser takes it' 'no JSON::PP: apt-get install perl'
fi
verdicts=$(grep -c '"verdict"' "$tmp/mix.json")
same 'as many rows in each format' "$verdicts $verdicts" \
	"$(grep -cE '^(not )?ok ' "$tmp/mix.tap") $(grep -cE '^  [a-z]' "$tmp/mix.text")"
echo "cat '$tmp/mix.tap'" >"$tmp/mix.t"
check 'TAP: prove takes it' prove --exec sh "$tmp/mix.t"
same 'what could not be read is one line on stderr' 1 "$(abicheck --elf README.md \
	2>&1 >/dev/null | wc -l)"

# Options ----------------------------------------------------------------------

refuse 'refused: nothing to check' 'nothing to check' abicheck
refuse 'refused: an unknown option' 'no option --what' abicheck --what x
refuse 'refused: a value that is missing' '--elf takes a value' abicheck --elf
refuse 'refused: no option' "'x' is no option" abicheck x
refuse 'refused: an unknown format' 'text, tap or json' abicheck --format xml --elf x
refuse 'refused: an unknown ABI' '--abi z80: no such ABI' abicheck --abi z80 --elf x
refuse 'refused: a sysroot without --abi' 'take --abi' abicheck --sysroot /usr
refuse 'refused: two lines' 'one line' abicheck --elf "a
b"
same '--abis has the names of the registry' \
	"$(grep -v '^#' abi/abis.list | awk '{ print $1 }')" "$(abicheck --abis)"
check '--help says every option' sh -c '"$0" --help >"$1" &&
	for o in elf sysroot abi libc headers kernel emulator format cc; do
		grep -q -e "--$o" "$1" || exit; done' "$command" "$tmp/help"
same 'a blank in a name, and --name=value' 0 "$(cp "$native" "$tmp/a b.so"
	status_of abicheck --elf="$tmp/a b.so")"
mkdir "$tmp/elsewhere"
cp -R "$build/bin" "$build/libexec" "$build/share" "$tmp/elsewhere"
same 'it works from another place' 0 \
	"$(status_of "$tmp/elsewhere/bin/libunshare-abicheck" --elf "$native")"
ln -s "$tmp/elsewhere/bin/libunshare-abicheck" "$tmp/link"
same 'and through a link' 0 "$(status_of "$tmp/link" --elf "$native")"
rm "$tmp/elsewhere/share/libunshare/promises"
refuse 'and says so where a part of it is missing' 'install it whole' \
	"$tmp/link" --elf "$native"

# Interrupted: no directory and no process are left.
mkdir "$tmp/t"
cat >"$tmp/slow" <<'END_OF_SCRIPT'
#!/bin/sh
echo $$ >"$SLOW"
exec sleep 60
END_OF_SCRIPT
chmod +x "$tmp/slow"
SLOW=$tmp/slow.pid TMPDIR=$tmp/t PROGRAMS=$build "$command" --emulator "$tmp/slow" \
	--abi "$ABI" >"$tmp/slow.out" 2>&1 &
interrupted=$!
tries=0
while [ ! -s "$tmp/slow.pid" ] && [ $tries -lt 300 ]; do
	sleep 0.2
	tries=$((tries + 1))
done
kill -TERM $interrupted
wait $interrupted
same 'interrupted: the status says so' 143 $?
sleep 1
same 'interrupted: nothing is left' '' "$(ls "$tmp/t")"
check 'interrupted: nor a process' sh -c '! kill -0 "$(cat "$0")"' "$tmp/slow.pid"
finish
