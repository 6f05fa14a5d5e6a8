#!/bin/sh
# SPDX-License-Identifier: MIT
# libunshare-abicheck on planted faults, in libraries, headers, kernels and
# emulators: each must show in its row and in no other.
# shellcheck disable=SC2016,SC2154,SC2317 # awk, what the library sets, functions
. tests/tap.sh
. tests/abicheck-lib.sh

# Planted faults in a library of this machine ----------------------------------

plant()		# NAME EXPECTED FILE: EXPECTED has each row that must not hold
{
	same "planted: $1" "$2" "$(not_holding --elf "$3" | paste -sd '|')"
}
object=$build/$ABI/unshare.o
cp "$object" "$tmp/o.o"
objcopy --redefine-sym unshare=unshore "$object" "$tmp/renamed.o"
plant 'no such symbol' 'symbol: missing' "$tmp/renamed.o"
objcopy --weaken-symbol=unshare "$object" "$tmp/weak.o"
plant 'a weak symbol is none' '' "$tmp/weak.o"
objcopy --localize-symbol=unshare "$object" "$tmp/local.o"
plant 'a local symbol' 'symbol: missing' "$tmp/local.o"
objcopy --set-section-flags .note.GNU-stack=code "$object" "$tmp/stack.o"
plant 'an executable stack' 'stack: differs' "$tmp/stack.o"
objcopy -R .note.GNU-stack "$object" "$tmp/nostack.o"
plant 'no note of the stack' 'stack: missing' "$tmp/nostack.o"

assemble()	# NAME: from standard input
{
	gcc -c -x assembler - -o "$tmp/$1.o"
}
if [ "$ABI" = x86_64 ]; then
	objcopy -R .note.gnu.property "$object" "$tmp/property.o"
	plant 'no property' 'property: missing' "$tmp/property.o"
	# The stub's code, with one fault each
	stub()	# BINDING-LINE TYPE BODY
	{
		printf '%s\n' "$1" ".type unshare, $2" 'unshare:' "$3" 'ret' \
			'.section .note.GNU-stack,"",@progbits'
	}
	right='movslq %edi, %rdi; mov $272, %eax; syscall'
	stub '.globl unshare' @function "$right" | assemble right
	plant 'the same, written by hand' 'property: missing' "$tmp/right.o"
	stub '.globl unshare; .hidden unshare' @function "$right" | assemble hidden
	plant 'a hidden symbol' 'visibility: differs|property: missing' "$tmp/hidden.o"
	stub '.globl unshare' @object "$right" | assemble object
	plant 'an object' 'type: differs|property: missing' "$tmp/object.o"
	stub '.globl unshare' @function \
		'movslq %edi, %rdi; mov $273, %eax; syscall' | assemble number
	plant 'another number' 'number: differs|property: missing' "$tmp/number.o"
	stub '.globl unshare' @function 'mov $272, %eax; syscall' | assemble width
	plant 'no width rule' 'width: differs|property: missing' "$tmp/width.o"
	unknown='number: not checkable|width: not checkable|property: missing'
	stub '.globl unshare' @function \
		'movslq %edi, %rdi; mov $272, %eax; inc %eax; syscall' | assemble later
	plant 'a number that is changed after it was loaded' "$unknown" "$tmp/later.o"
	stub '.globl unshare' @function \
		'movslq %edi, %rdi; mov $272, %ecx; syscall' | assemble elsewhere
	plant 'a number in another register' "$unknown" "$tmp/elsewhere.o"
	stub '.globl unshare' @function \
		'movslq %edi, %rdi; mov $272, %eax; jmp other' | assemble jump
	plant 'a trap in another function' "$unknown" "$tmp/jump.o"
	stub '.globl unshare' @function 'movslq %edi, %rdi; syscall' | assemble none
	plant 'a trap without a number' 'number: not checkable|property: missing' \
		"$tmp/none.o"

	library()	# NAME VERSION-SCRIPT
	{
		echo "$2" >"$tmp/map"
		gcc -shared -nostdlib -Wl,-soname,lib.so -Wl,--version-script="$tmp/map" \
			-o "$tmp/$1.so" "$tmp/right.o"
	}
	library good 'GLIBC_2.4 { global: unshare; local: *; };'
	plant 'a library with the version of libc' 'property: missing' "$tmp/good.so"
	library version 'GLIBC_2.5 { global: unshare; local: *; };'
	plant 'another version' 'version: differs|property: missing' "$tmp/version.so"
	library none 'X { local: *; };'
	plant 'a library that hides it' 'symbol: missing|property: missing' "$tmp/none.so"
	gcc -shared -nostdlib -o "$tmp/plain.so" "$tmp/right.o"
	plant 'a library without versions promises none' 'property: missing' \
		"$tmp/plain.so"
	ar rcs "$tmp/lib.a" "$tmp/renamed.o" "$tmp/number.o"
	plant 'an archive: the member that has it' \
		'number: differs|property: missing' "$tmp/lib.a"
else
	skip 'planted: faults in code' "they are written for x86_64, this is $ABI"
fi
other=$(abicheck --abis | grep -v '+' | grep -vx "$ABI" | head -n 1)
same 'planted: another ABI' 'ABI: differs' \
	"$(not_holding --elf "$native" --abi "$other" | paste -sd '|')"

# Headers ----------------------------------------------------------------------

mkdir "$tmp/h" "$tmp/h/linux" "$tmp/h/asm"
flag_lines()
{
	awk -F '\t' '$1 == "flag" { print "#define " $2 " " $3 "ULL" }' \
		"$build/share/libunshare/promises"
}
flag_lines | sed 's/\(CLONE_NEWTIME\) .*/\1 0x81/; /CLONE_PIDFD /d
	s/\(CLONE_NEWUSER\) .*/\1 (1 << 28)/; s/\(CLONE_NEWIPC\) .*/\1 01000000000/
	s/\(CLONE_NEWNET\) .*/\1 (int)0x40000000/
	s/\(CLONE_FS\) .*/\1 512U/' >"$tmp/h/sched.h"
echo '#define CLONE_OF_TOMORROW 1' >>"$tmp/h/sched.h"
cp "$tmp/h/sched.h" "$tmp/h/linux/sched.h"
same 'headers: values in any notation, one wrong, one missing, one unknown' \
	"CLONE_PIDFD: missing|CLONE_NEWNET: not checkable|CLONE_NEWTIME: differs|\
CLONE_OF_TOMORROW: newer" \
	"$(rm -r "$tmp/h/linux"; not_holding --headers "$tmp/h" | paste -sd '|')"
same 'headers: status 1 if one differs' 1 "$(status_of abicheck --headers "$tmp/h")"
mkdir "$tmp/h/linux"
flag_lines >"$tmp/h/sched.h"
same 'headers: all right is status 0' 0 "$(status_of abicheck --headers "$tmp/h")"
flag_lines | sed '/CLONE_NNP/d; /CLONE_NEWTIME/d' >"$tmp/h/linux/sched.h"
echo '#define LINUX_VERSION_CODE 0x60c00' >"$tmp/h/linux/version.h"
number=$(awk -F '\t' -v a="$ABI" '$1 == "abi" && $2 == a { print $5 }' \
	"$build/share/libunshare/promises")
echo "#define __NR_unshare (1 + $((number)))" >"$tmp/h/asm/unistd.h"
same 'headers of a kernel: what came after it is newer; a wrong number' \
	'CLONE_NEWTIME: missing|CLONE_NNP: newer|number: differs' \
	"$(not_holding --headers "$tmp/h" | paste -sd '|')"
echo '#error broken' >"$tmp/h/sched.h"
check 'headers that do not compile cannot be checked' sh -c '
	timeout 60 "$0" --headers "$1" | grep "unknown .*flags: not checkable: .*broken"' \
	"$command" "$tmp/h"
refuse 'headers: none there' 'neither sched.h nor linux/sched.h' sh -c \
	'"$0" --headers "$1" >/dev/null' "$command" abi

# Kernels ----------------------------------------------------------------------

kernel=$tmp/linux
mkdir -p "$kernel/include/uapi/linux" "$kernel/scripts"
printf 'VERSION = 6\nPATCHLEVEL = 12\n' >"$kernel/Makefile"
flag_lines >"$kernel/include/uapi/linux/sched.h"
awk -F '\t' '$1 == "abi" { print $12, $7 }' "$build/share/libunshare/promises" |
	sort -u | while read -r karch table; do
	mkdir -p "$kernel/arch/$karch"
	case $table in
	generic/*) cp "arch/$table" "$kernel/scripts/syscall.tbl" ;;
	*)
		mkdir -p "$kernel/arch/${table%/*}"
		cp "arch/$table" "$kernel/arch/$table" ;;
	esac
done
same 'kernel: our own tables hold' '' "$(not_holding --kernel "$kernel")"
sed -i 's/^272\(.*unshare\)/273\1/' "$kernel/arch/x86/entry/syscalls/syscall_64.tbl"
sed -i '/unshare/d' "$kernel/arch/s390/kernel/syscalls/syscall.tbl"
echo '1 common exit sys_exit' >>"$kernel/arch/s390/kernel/syscalls/syscall.tbl"
sed -i 's/sys_unshare/sys_clone/' "$kernel/arch/m68k/kernel/syscalls/syscall.tbl"
sed -i 's/^[0-9]/x&/' "$kernel/arch/sh/kernel/syscalls/syscall.tbl"
same 'kernel: a wrong number, a missing row, another entry, no table' \
	"x86_64: number: differs|x32: number: differs|m68k: entry point: differs|\
s390: number: missing|sh4: number: not checkable|sh4eb: number: not checkable" \
	"$(not_holding --kernel "$kernel" | grep -v 's390x' | paste -sd '|')"
same 'kernel: one ABI' 's390x: number: missing' \
	"$(not_holding --kernel "$kernel" --abi s390x)"
rm "$kernel/scripts/syscall.tbl"
mkdir -p "$kernel/include/uapi/asm-generic"
printf '#define __NR_unshare 97\n__SYSCALL(__NR_unshare, sys_unshare)\n' \
	>"$kernel/include/uapi/asm-generic/unistd.h"
same 'kernel: before 6.11, the generic numbers are in a header' '' \
	"$(not_holding --kernel "$kernel" --abi riscv64)"
refuse 'kernel: no source' "no kernel's source" sh -c \
	'"$0" --kernel "$1" >/dev/null' "$command" abi

# Emulators --------------------------------------------------------------------

if [ -x "$build/$ABI/probe" ]; then
	export PROGRAMS="$build"
	rows --emulator env --abi "$ABI" >"$tmp/env.rows"
	same 'this machine: nothing differs under a command that only runs it' '' \
		"$(awk -F '\t' '$2 == "differs" || $2 == "missing"' "$tmp/env.rows")"
	check 'this machine: many rows' test "$(wc -l <"$tmp/env.rows")" -gt 30
	# One that is blind above bit 31, by its answer
	cat >"$tmp/blind" <<-'END_OF_SCRIPT'
	#!/bin/sh
	"$@" | sed 's/^\(a bit above 31\t.*\t\)refused$/\1taken/'
	END_OF_SCRIPT
	chmod +x "$tmp/blind"
	same 'an emulator that drops the upper half' 'a bit above 31: differs' \
		"$(not_holding --emulator "$tmp/blind" --abi "$ABI" |
		grep -v 'not checkable')"
	same 'an emulator that does nothing: status 2' 2 \
		"$(status_of abicheck --emulator true --abi "$ABI")"
	unset PROGRAMS
fi
refuse 'emulator: none there' 'no none in PATH' sh -c \
	'"$0" --emulator none --abi "$1" >/dev/null' "$command" "$ABI"
finish
