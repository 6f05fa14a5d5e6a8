#!/bin/sh
# SPDX-License-Identifier: MIT
# The reader of libunshare-abicheck on damaged and on hostile files: built with
# the address and undefined-behaviour sanitizers, on CORPUS_COUNT (300) mutants of
# the objects and libraries of some ABIs, with XCHECK=1 of every one that was
# built, by CORPUS_SEED (7). What a mutant has lost, binutils say
# (abicheck/corpus/ranges). Then files that are none, or have no end. A mutant that
# shows a fault is kept below BUILDROOT/report.
# shellcheck disable=SC2016,SC2086,SC2154,SC2317 # awk, words, what env sets, functions
. tests/tap.sh
: "${BUILDROOT:?}"
count=${CORPUS_COUNT:-300}
seed=${CORPUS_SEED:-7}
export ASAN_OPTIONS=detect_leaks=0	# it ends at once, and gives all back

sources="abicheck/abicheck-elf.c abicheck/elf.c abicheck/code.c abicheck/notes.c
	$BUILDROOT/abicheck/tables.c"
# shellcheck disable=SC2086 # a list
build()		# (to load a shared libasan takes as long as to read a file)
{
	cc -std=gnu11 -O0 -g -fsanitize=address,undefined -fno-sanitize-recover=all \
		-static-libasan -Iabicheck $sources -o "$tmp/reader" &&
	cc -std=gnu11 -O1 -Wall -Wextra abicheck/corpus/mutate.c -o "$tmp/mutate"
}
check 'the reader builds with sanitizers' build || finish

# Two of each ABI, the archive, whose bytes nobody points to, and of some the libc
list_of()	# ABI
{
	(
		# shellcheck source=/dev/null
		. "$BUILDROOT/$1/env"
		trap_name=$(sed -n 's/^ \* trap *\([^ (,]*\).*/\1/p' "$SYSDEP/sysdep.h")
		for file in unshare.o libunshare.so.1; do
			[ -f "$BUILD/$file" ] || continue
			abicheck/corpus/ranges "$BUILD/$file" "$TOOL_objdump" "$ABI" \
				"$NR_unshare" "$trap_name" >"$tmp/$1-$file" &&
				echo "$BUILD/$file ${ABI%+*} $tmp/$1-$file"
		done
		echo "$BUILD/libunshare.a ${ABI%+*} /dev/null"
		case $ABI in
		x86_64 | aarch64 | arm+thumb2 | mips-o32 | powerpc64 | s390x) ;;
		*) exit ;;
		esac
		file=$($CC $CFLAGS -print-file-name=libc.so.6)
		[ ! -f "$file" ] || { abicheck/corpus/ranges "$file" "$TOOL_objdump" \
			"$ABI" "$NR_unshare" "$trap_name" >"$tmp/$1-libc" &&
			echo "$file ${ABI%+*} $tmp/$1-libc"; }
	)
}
# Both sizes, both byte orders, and each way to say a number: in the instruction,
# in a constant behind the code (arm, sh)
sample='x86_64 aarch64 arm+thumb2 mips-o32 powerpc64 s390x sh4'
for env in "$BUILDROOT"/*/env; do
	abi=${env%/env}
	abi=${abi##*/}
	case ${XCHECK:+all}:" $sample " in
	all:* | *" $abi "*) list_of "$abi" ;;
	esac
done >"$tmp/list" 2>"$tmp/list.err"
same 'binutils tell the bytes of every file' '' "$(cat "$tmp/list.err")"
awk '$3 != "/dev/null" { print $3 }' "$tmp/list" | xargs awk '
	$1 == "number" { n[FILENAME]++ } !seen[FILENAME]++ { files++ }
	END { for (f in n) good += n[f] > 1; print files - good }' >"$tmp/untold"
same 'of each they know the number and the trap' 0 "$(cat "$tmp/untold")"

mkdir "$tmp/mutants"
TAP_TIMEOUT=7200 relay 'mutants' \
	"$tmp/mutate" "$seed" "$count" "$tmp/mutants" "$tmp/reader" \
	"$tmp/list" || {
	mkdir -p "$BUILDROOT/report/mutants"
	cp "$tmp"/mutants/*fault* "$BUILDROOT/report/mutants/"
}

# Files that are none ----------------------------------------------------------

: >"$tmp/empty"
mkfifo "$tmp/fifo"
echo 'a text, no ELF file' >"$tmp/text"
printf '\177ELF' >"$tmp/four"
printf '!<arch>\n' >"$tmp/archive"
printf '!<thin>\n' >"$tmp/thin"
printf '!<arch>\n%-48s%-10s`\n' member/ 0 >"$tmp/nothing"
printf '!<arch>\n%-48s%-10s`\n' member/ 9999999999 >"$tmp/endless"
ln -s loop "$tmp/loop"
native=$BUILDROOT/$ABI/libunshare.so.1
head -c 64 "$native" >"$tmp/header"
truncate -s 1T "$tmp/sparse"
cp "$native" "$tmp/enormous"
truncate -s 1T "$tmp/enormous"
truncate -s 8T "$tmp/archive-of-holes" && printf '!<arch>\n' |
	dd of="$tmp/archive-of-holes" conv=notrunc 2>/dev/null

read_hostile()
{
	timeout 20 "$tmp/reader" "$1" >"$tmp/rows"
	hostile_status=$?
	return $hostile_status
}
hostile()	# DESCRIPTION PATTERN FILE
{
	refuse "$1" "^libunshare-abicheck: .*$2" read_hostile "$3"
	same "$1: status 2" 2 $hostile_status
	check "$1: no rows" test ! -s "$tmp/rows"
}
hostile 'an empty file' empty "$tmp/empty"
hostile 'a directory' 'no regular file' "$tmp"
hostile '/dev/zero' 'no regular file' /dev/zero
hostile 'a FIFO without a writer' 'no regular file' "$tmp/fifo"
hostile 'a link to itself' 'cannot open' "$tmp/loop"
hostile 'no file at all' 'cannot open' "$tmp/none"
hostile 'a text' 'neither an ELF file nor an archive' "$tmp/text"
hostile 'four bytes of an ELF file' 'damaged' "$tmp/four"
hostile 'an ELF header alone' 'damaged' "$tmp/header"
hostile 'an empty archive' 'without ELF objects' "$tmp/archive"
hostile 'a thin archive' 'thin' "$tmp/thin"
hostile 'an archive of nothing' 'without ELF objects' "$tmp/nothing"
hostile 'a member that is longer than its archive' 'damaged' "$tmp/endless"
hostile 'a terabyte of nothing' 'neither' "$tmp/sparse"
hostile 'an archive of eight terabytes' 'damaged' "$tmp/archive-of-holes"
# The property note, whose size is the fourth word of eight in its header
at=$(readelf -hW "$native" | sed -n "s/.*Start of program headers: *\([0-9]*\).*/\1/p")
index=$(readelf -lW "$native" | awk '$2 ~ /^0x/ { n++; if ($1 == "GNU_PROPERTY") print n - 1 }')
if [ "$(uname -m)" = x86_64 ] && [ -n "$index" ]; then
	cp "$native" "$tmp/note"
	printf '\0\0\0\0\200\0\0\0' | dd of="$tmp/note" bs=1 conv=notrunc \
		seek=$((at + 56 * index + 32)) 2>/dev/null
	truncate -s 1T "$tmp/note"
	hostile "a note of half a terabyte" "the property note" "$tmp/note"
fi
check 'a library of a terabyte, most of it a hole, is read' \
	timeout 20 "$tmp/reader" "$tmp/enormous"
if [ "$(id -u)" -eq 0 ] && command -v setpriv >/dev/null; then
	cp "$native" "$tmp/unreadable"
	chmod 0 "$tmp/unreadable"
	chmod 755 "$tmp" "$tmp/reader"
	refuse 'a file that may not be read' 'cannot open it: Permission denied' \
		setpriv --reuid=65534 --regid=65534 --clear-groups \
		"$tmp/reader" "$tmp/unreadable"
else
	skip 'a file that may not be read' 'takes root, to become somebody who may not'
fi
finish
