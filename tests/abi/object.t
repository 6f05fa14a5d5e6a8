#!/bin/sh
# SPDX-License-Identifier: MIT
# What must hold of the objects and libraries of one ABI, read from the files:
# class and byte order, symbols and versions, the notes, the frames, the
# landing pads, and the code of the stub where it cannot be executed.
. tests/tap.sh
: "${TOOL_objdump:?}" "${TOOL_ar:?}"

elf="readelf -W"
objects="$BUILD/unshare.o $BUILD/syscall-error.o"
case $LIBRARIES in
*so*) objects="$objects $BUILD/unshare.os" ;;
esac
[ -z "$CLANG" ] || objects="$objects $BUILD/unshare-cc2.o"

bits_and_order()
{
	$elf -h "$1" | awk '/Class:/ { c = $2 } /Data:/ { print c, $4 }'
}
for object in $objects; do
	same "${object##*/}: $BITS bits, $ENDIAN endian" "ELF$BITS $ENDIAN" \
		"$(bits_and_order "$object")"
	same "${object##*/}: says that it needs no executable stack" "0" \
		"$($elf -S "$object" | sed 's/\[ */[/' |
		awk '$2 == ".note.GNU-stack" { n++; if ($8 ~ /X/) bad++ }
		END { print n == 1 ? bad + 0 : "no note" }')"
done

# The stub: one function, a size, a frame description that covers all of it.
# Name and type of each global symbol, "UND" if undefined. Some ABIs have a
# note in brackets before the section.
symbols()	# --syms|--dyn-syms FILE
{
	$elf "$1" "$2" | sed 's/\[[^]]*\]//; s/ ([0-9]*)$//' | awk '
		$1 ~ /^[0-9]+:$/ && $5 != "LOCAL" && $7 != "ABS" && NF == 8 {
		print $8, $7 == "UND" ? "UND" : $4 " " $5 " " $6 }' |
		LC_ALL=C sort
}
same "unshare.o: unshare is a global function, all else undefined" \
	"unshare FUNC GLOBAL DEFAULT" \
	"$(symbols --syms "$BUILD/unshare.o" | grep -v UND)"
# The names beside it are those by which an ABI finds its tables, and arm's
# unwinder, weak.
same "unshare.o: reaches for the error path and nothing else" \
	"__libunshare_error UND" "$(symbols --syms "$BUILD/unshare.o" |
	grep UND | grep -Ev '^(_gp_disp|\.?TOC\.|__aeabi_unwind_cpp_pr0) ')"
# i386's compiler adds a helper of its own, as hidden.
same "syscall-error.o: the error path is hidden" \
	"__libunshare_error FUNC GLOBAL HIDDEN" \
	"$(symbols --syms "$BUILD/syscall-error.o" |
	grep -Ev 'UND$|^__x86.get_pc_thunk.* HIDDEN$')"

size=$($elf -s "$BUILD/unshare.o" | awk '$NF == "unshare" { print $3 }')
check "unshare.o: the function has a size" test "$size" -gt 0
# A frame's range is in hexadecimal: first address, ".." and the one behind.
if grep -q SYSDEP_HAS_NO_CFI "$SYSDEP/sysdep.h"; then
	skip "unshare.o: the frame description covers the function" \
		"GNU as knows no .cfi directives for $ABI"
else
	frame=$($elf --debug-dump=frames "$BUILD/unshare.o" 2>/dev/null |
		sed -n 's/.*FDE.*pc=\([0-9a-f]*\)\.\.\([0-9a-f]*\).*/0x\2 - 0x\1/p')
	same "unshare.o: the frame description covers the function" "$size" \
		"$((${frame:-0}))"
fi

# The code. objdump prints the trap as the opening list of sysdep.h names it.
code()
{
	"$TOOL_objdump" -d --no-show-raw-insn "$1" |
		sed -n 's/^ *[0-9a-f]*:[ \t{]*//p'
}
code "$BUILD/unshare.o" >"$tmp/code"
trap_name=$(sed -n 's/^ \* trap *\([^ (]*\).*/\1/p' "$SYSDEP/sysdep.h")
same "unshare.o: one trap, $trap_name" 1 \
	"$(grep -cw "^$trap_name" "$tmp/code")"
first=$(sed -n '1s/[[:space:]]*$//p' "$tmp/code" | tr -s ' \t' ' ')
case $ABI in
x86_64 | x32)	same "unshare.o: starts with a landing pad" endbr64 "$first" ;;
i386)		same "unshare.o: starts with a landing pad" endbr32 "$first" ;;
aarch64*)	same "unshare.o: starts with a landing pad" "bti c" "$first" ;;
esac

# The width rule, by reading the code of each form: where an ABI leaves the
# bits above an int undefined (System V psABI x86-64, 3.2.3; AAPCS64, 6.8.2
# rule C.9), it is extended before the trap. QEMU user mode drops those bits,
# so that running shows nothing.
case $ABI in
x86_64 | x32) extend='movslq|cltq' trap=syscall ;;
aarch64*) extend=sxtw trap=svc ;;
*) extend= ;;
esac
# shellcheck disable=SC2016 # awk has variables too
for form in ${extend:+$FORMS}; do
	case $form in *-shared) continue ;; esac
	"$TOOL_objdump" -d --disassemble=unshare "$BUILD/$form" |
		grep -E "^ *[0-9a-f]+:.*($extend|$trap)" >"$tmp/code"
	check "$form: the int is extended before the trap" \
		awk -v extend="$extend" '$0 ~ extend { found = 1 }
		{ exit } END { exit !found }' "$tmp/code"
done

properties()
{
	$elf -n "$1" | sed -n 's/.*feature: *//p' | tr -d ' '
}
case $ABI in
x86_64 | x32 | i386) property=IBT,SHSTK ;;
aarch64*) property=BTI,PAC ;;
*) property= ;;
esac
if [ -n "$property" ]; then
	for object in $objects; do
		same "${object##*/}: says $property" $property \
			"$(properties "$object")"
	done
fi

# The archive and the shared object.
same "libunshare.a: holds the stub and the error path" \
	"syscall-error.o unshare.o" \
	"$("$TOOL_ar" t "$BUILD/libunshare.a" | LC_ALL=C sort | paste -sd ' ')"
case $LIBRARIES in
*so*)
	so=$BUILD/libunshare.so.1
	exported=$(symbols --dyn-syms "$so" | sed -n '/UND$/!s/ .*//p')
	same "libunshare.so.1: exports unshare, by our version and libc's" \
		"$(printf '%s\n' "unshare@@LIBUNSHARE_1.0" \
		"${LIBC_unshare:+unshare@$LIBC_unshare}" | LC_ALL=C sort |
		sed '/^$/d')" "$exported"
	$elf -d "$so" >"$tmp/dynamic"
	same "libunshare.so.1: its name" "[libunshare.so.1]" \
		"$(awk '/SONAME/ { print $5 }' "$tmp/dynamic")"
	same "libunshare.so.1: no text relocations" 0 \
		"$(grep -c TEXTREL "$tmp/dynamic")"
	check "libunshare.so.1: binds at load time" grep -q NOW "$tmp/dynamic"
	same "libunshare.so.1: needs libc or nothing" 0 \
		"$(awk '/NEEDED/ && $5 !~ /^\[libc\.so\./' "$tmp/dynamic" | wc -l)"
	$elf -l "$so" >"$tmp/segments"
	case $ABI in
	mips*)	skip "libunshare.so.1: relocated data becomes read-only" \
			"MIPS keeps .got out of it, and .dynamic is read-only" ;;
	*)	check "libunshare.so.1: relocated data becomes read-only" \
			grep -q GNU_RELRO "$tmp/segments" ;;
	esac
	same "libunshare.so.1: no executable stack" "RW" \
		"$(awk '/GNU_STACK/ { print $(NF - 1) }' "$tmp/segments")"
	[ -z "$property" ] || same "libunshare.so.1: says $property" $property \
		"$(properties "$so")" ;;
*)
	skip "libunshare.so.1" "this ABI's linker makes no shared objects" ;;
esac

# glibc's version of the symbol, as its own library for this ABI has it.
# shellcheck disable=SC2086 # flags are words
libc=$($CC $CFLAGS -print-file-name=libc.so.6)
# shellcheck disable=SC2086
[ -f "$libc" ] || libc=$($CC $CFLAGS -print-file-name=libc.so.6.1) # alpha's
if [ -n "$LIBC" ] && [ -f "$libc" ]; then
	same "glibc's version of unshare is the registry's" \
		"unshare@@$LIBC_unshare" "$($elf --dyn-syms "$libc" |
		grep -o 'unshare@@[A-Z_0-9.]*')"
else
	skip "glibc's version of unshare is the registry's" \
		"Debian has no libc for $ABI"
fi
finish
