#!/bin/sh
# SPDX-License-Identifier: MIT
# The patch of scripts/kernel-patch applies to what is known of 2.6.16, and
# registers the call there; what it is not for is refused by one line.
#
# shellcheck disable=SC1091,SC2317,SC2016 # sourced; arguments; sed's dollars
. tests/tap.sh
. tests/kernel-lib.sh

# 2.6.16 as the messages that scripts/kernel-patch names have it.
old=$tmp/old
mkdir -p "$old/arch/i386/kernel" "$old/arch/powerpc/kernel" \
	"$old/include/asm-i386" "$old/include/asm-x86_64" "$old/include/asm-powerpc"
printf 'ENTRY(sys_call_table)\n\t.long %s\n\t.long %s\n\t.long %s\n\t.long %s\n' \
	sys_fchmodat sys_faccessat sys_pselect6 sys_ppoll >"$old/arch/i386/kernel/syscall_table.S"
numbers() { for n; do printf '#define __NR_%s\t\t%d\n' "${n%=*}" "${n#*=}"; done; }
{
	numbers fchmodat=306 faccessat=307 pselect6=308 ppoll=309
	printf '\n#define NR_syscalls 310\n\n/*\n%s\n' \
		' * user-visible error numbers are in the range -1 - -128: see'
} >"$old/include/asm-i386/unistd.h"
{
	printf '__SYSCALL(__NR_pselect6, sys_ni_syscall)\t/* for now */\n'
	numbers ppoll=271
	printf '__SYSCALL(__NR_ppoll,\tsys_ni_syscall)\t\t/* for now */\n'
	printf '\n#define __NR_syscall_max __NR_ppoll\n\n#ifndef __NO_STUBS\n\n'
} >"$old/include/asm-x86_64/unistd.h"
printf 'SYSCALL(spu_run)\nSYSCALL(spu_create)\nCOMPAT_SYS(pselect6)\nCOMPAT_SYS(ppoll)\n' \
	>"$old/arch/powerpc/kernel/systbl.S"
{
	numbers spu_create=279 pselect6=280 ppoll=281
	printf '\n#define __NR_syscalls\t\t282\n\n#ifdef __KERNEL__\n'
	printf '#define __NR__exit __NR_exit\n'
} >"$old/include/asm-powerpc/unistd.h"
scripts/kernel-patch --kernel=2.6.16 i386 x86_64 powerpc >"$tmp/patch"
if command -v patch >/dev/null; then
	check "patch: applies to 2.6.16" patch -s -p1 -d "$old" -i "$tmp/patch"
	same "patch: i386's table" "	.long sys_unshare		/* 310 */" \
		"$(tail -n 1 "$old/arch/i386/kernel/syscall_table.S")"
	same "patch: powerpc's table" "SYSCALL(unshare)" \
		"$(tail -n 1 "$old/arch/powerpc/kernel/systbl.S")"
	same "patch: x86_64's table" "__SYSCALL(__NR_unshare,	sys_unshare)" \
		"$(grep 'SYSCALL(__NR_unshare' "$old/include/asm-x86_64/unistd.h")"
	same "patch: the numbers and the counts" \
		"310 272 282 #define NR_syscalls 311 __NR_unshare 283" \
		"$(cd "$old/include" && for a in i386 x86_64 powerpc; do
			sed -n 's/^#define __NR_unshare		//p' asm-$a/unistd.h
		done | tr '\n' ' '
		grep '^#define NR_sys' asm-i386/unistd.h | tr '\n' ' '
		sed -n 's/^#define __NR_syscall_max //p' asm-x86_64/unistd.h | tr '\n' ' '
		sed -n 's/^#define __NR_syscalls		//p' asm-powerpc/unistd.h)"
else
	skip "patch: applies to 2.6.16" "no patch: apt-get install patch"
fi
same "patch: one ARCH, its file only" "+++ b/include/asm-x86_64/unistd.h" \
	"$(scripts/kernel-patch --kernel=2.6.16 x86_64 | grep '^+++')"
refuse "patch: another kernel" "nothing is known of 2.6.15" \
	scripts/kernel-patch --kernel=2.6.15 i386
refuse "patch: another ARCH" "'sparc' is not known" scripts/kernel-patch --kernel=2.6.16 sparc
refuse "patch: no ARCH" "usage: kernel-patch" scripts/kernel-patch --kernel=2.6.16
refuse "patch: no kernel" "usage: kernel-patch" scripts/kernel-patch i386
refuse "patch: an ARCH twice" "i386 twice" scripts/kernel-patch --kernel=2.6.16 i386 i386
refuse "patch: an option that is none" "no option -k" scripts/kernel-patch -k

# Faults planted in the script and in our rows, each of which must show.
healthy()
{
	"$ill/scripts/kernel-patch" --kernel=2.6.16 i386 x86_64 powerpc \
		>"$tmp/again" 2>&1 && cmp -s "$tmp/patch" "$tmp/again"
}
check "before a fault is planted all is well" healthy
plant scripts/kernel-patch 's/nr + 1/nr/'
plant scripts/kernel-patch 's/$next/$nr/'
plant arch/x86/entry/syscalls/syscall_32.tbl 's/^310/311/'
plant arch/powerpc/kernel/syscalls/syscall.tbl 's/unshare/unsure/'
finish
