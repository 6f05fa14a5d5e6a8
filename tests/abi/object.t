#!/bin/sh
# SPDX-License-Identifier: MIT
# What must hold of the objects and libraries of one ABI, read from the files:
# class and byte order, symbols and versions, the notes, the frames, the
# landing pads, and the code of the stub where it cannot be executed.
. tests/tap.sh
. tests/abi-lib.sh
: "${TOOL_objdump:?}" "${TOOL_ar:?}"

objects="$BUILD/unshare.o $BUILD/syscall-error.o"
case $LIBRARIES in
*so*) objects="$objects $BUILD/unshare.os" ;;
esac
[ -z "$CLANG" ] || objects="$objects $BUILD/unshare-cc2.o"

# What readelf says of files: below $tmp, by their names
read_files()	# OPTION... FILE...
{
	for elf; do :; done
	elf=$tmp/${elf##*/}.elf
	read_elf "$@" | awk -v dir="$tmp/" -v file="$elf" '
	sub(/^File: .*\//, "") { file = dir $0 ".elf" }
	{ print > file }'
}
# shellcheck disable=SC2086 # a list
read_files -hSsn --debug-dump=frames $objects
awk 'FILENAME != file { file = FILENAME; name[++n] = file; sub(/.*\//, "", name[n]) }
	/Class:/ { kind[n] = $2 }
	/Data:/ { kind[n] = kind[n] " " $4 }
	$2 == ".note.GNU-stack" && /^\[/ { notes[n]++; if ($8 ~ /X/) bad[n]++ }
	END {
		for (i = 1; i <= n; i++)
			print name[i] "|" kind[i] "|" (notes[i] == 1 ? bad[i] + 0 : "no note")
	}' "$tmp"/*.elf >"$tmp/objects"
while IFS='|' read -r name kind stack; do
	name=${name%.elf}
	same "$name: $BITS bits, $ENDIAN endian" "ELF$BITS $ENDIAN" "$kind"
	same "$name: says that it needs no executable stack" 0 "$stack"
done <"$tmp/objects"

# The stub: one function, a size, a frame description that covers all of it.
# The global symbols but for those in IGNORED: names, and types of what is defined.
symbols()	# NAME defined|undefined [IGNORED]
{
	awk -v undefined="$2" -v ignored="^(${3:-})\$" '
		$1 ~ /^[0-9]+:$/ && $5 != "LOCAL" && $7 != "ABS" && NF == 8 &&
		($7 == "UND") == (undefined == "undefined") && $8 !~ ignored {
			print $8 ($7 == "UND" ? "" : " " $4 " " $5 " " $6)
		}' "$tmp/$1.elf"
}
same "unshare.o: unshare is a global function, all else undefined" \
	"unshare FUNC GLOBAL DEFAULT" "$(symbols unshare.o defined)"
# The names beside it are those by which an ABI finds its tables, and arm's
# unwinder, weak.
# i386 enters the kernel by a function of its own.
case $ABI in
i386) shared='__libunshare_error
__libunshare_trap' ;;
*) shared=__libunshare_error ;;
esac
same "unshare.o: reaches for the error path, and the trap, and nothing else" \
	"$shared" "$(symbols unshare.o undefined \
	'_gp_disp|[.]?TOC[.]|__aeabi_unwind_cpp_pr0' | LC_ALL=C sort)"
# i386's compiler adds a helper of its own, as hidden; and there is more there
# that is hidden.
same "syscall-error.o: the error path is hidden" \
	"__libunshare_error FUNC GLOBAL HIDDEN" \
	"$(symbols syscall-error.o defined '__x86.get_pc_thunk.*' |
	awk '$1 == "__libunshare_error" || $NF != "HIDDEN"')"

elf=$tmp/unshare.o.elf
size=$(awk '$1 ~ /^[0-9]+:$/ && $NF == "unshare" { print $3 }' "$elf")
check "unshare.o: the function has a size" test "$size" -gt 0
# A frame's range is in hexadecimal: first address, ".." and the one behind.
if grep -q SYSDEP_HAS_NO_CFI "$SYSDEP/sysdep.h"; then
	skip "unshare.o: the frame description covers the function" \
		"GNU as knows no .cfi directives for $ABI"
else
	frame=$(sed -n 's/.*FDE.*pc=\([0-9a-f]*\)\.\.\([0-9a-f]*\).*/0x\2 - 0x\1/p' "$elf")
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

properties()	# NAME
{
	sed -n 's/.*feature: *//p' "$tmp/$1.elf" | tr -d ' '
}
case $ABI in
x86_64 | x32 | i386) property=IBT,SHSTK ;;
aarch64*) property=BTI,PAC ;;
*) property= ;;
esac
if [ -n "$property" ]; then
	for object in $objects; do
		same "${object##*/}: says $property" $property \
			"$(properties "${object##*/}")"
	done
fi

# The archive and the shared object.
same "libunshare.a: holds the stub and the error path" \
	"syscall-error.o unshare.o" \
	"$("$TOOL_ar" t "$BUILD/libunshare.a" | LC_ALL=C sort | paste -sd ' ')"
case $LIBRARIES in
*so*)
	read_files -ldn --dyn-syms "$BUILD/libunshare.so.1"
	same "libunshare.so.1: exports unshare, by our version and libc's" \
		"unshare@@LIBUNSHARE_1.0${LIBC_unshare:+
unshare@$LIBC_unshare}" \
		"$(symbols libunshare.so.1 defined | sed 's/ .*//' | LC_ALL=C sort)"
	same "libunshare.so.1: its name" "[libunshare.so.1]" \
		"$(awk '/SONAME/ { print $5 }' "$elf")"
	same "libunshare.so.1: no text relocations" 0 "$(grep -c TEXTREL "$elf")"
	check "libunshare.so.1: binds at load time" grep -Eq 'BIND_NOW|FLAGS.* NOW' "$elf"
	same "libunshare.so.1: needs libc or nothing" "" \
		"$(awk '/NEEDED/ && $5 !~ /^\[libc\.so\./' "$elf")"
	case $ABI in
	mips*)	skip "libunshare.so.1: relocated data becomes read-only" \
			"MIPS keeps .got out of it, and .dynamic is read-only" ;;
	*)	check "libunshare.so.1: relocated data becomes read-only" \
			grep -q GNU_RELRO "$elf" ;;
	esac
	same "libunshare.so.1: no executable stack" "RW" \
		"$(awk '/GNU_STACK/ { print $(NF - 1) }' "$elf")"
	[ -z "$property" ] || same "libunshare.so.1: says $property" $property \
		"$(properties libunshare.so.1)" ;;
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
		"$LIBC_unshare" "$("$TOOL_objdump" -T "$libc" |
		awk '$NF == "unshare" { for (i = 1; i < NF; i++) if ($i ~ /GLIBC_/) print $i }')"
else
	skip "glibc's version of unshare is the registry's" \
		"Debian has no libc for $ABI"
fi
finish
