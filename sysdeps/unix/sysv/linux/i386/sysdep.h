/* SPDX-License-Identifier: MIT */
/*
 * i386, for assembly
 * number     %eax
 * trap       int $0x80; the entry into the vDSO is faster, but only libc knows
 *            where it is, and to ask the kernel costs the trap that it saves
 * arguments  %ebx %ecx %edx %esi %edi %ebp (C passes all on the stack)
 * result     %eax
 * error      %eax is -4095 to -1
 * clobbers   nothing
 * peculiar   C preserves %ebx %esi %edi %ebp: each that carries an argument
 *            is saved; C can be told to pass the first one in %eax
 * forced     9: endbr32, %ebx saved, the load, the number, the trap, %ebx
 *            again, test and branch, ret
 * source     System V psABI i386, 2.2; kernel arch/x86/entry/entry_32.S
 */

#define SYSDEP_PROPERTY 0xc0000002, 4, 3	/* IBT, SHSTK */

	/* Argument n to reg, pushed if preserved; offset counts the pushes. */
	.macro	LOAD nargs, n, reg, offset, preserved
	.if	\nargs >= \n
	.ifnb	\preserved
	pushl	%\reg
	.cfi_adjust_cfa_offset 4
	.cfi_rel_offset \reg, 0
	.endif
	movl	\offset(%esp), %\reg
	.endif
	.endm

	.macro	RESTORE nargs, n, reg
	.if	\nargs >= \n
	popl	%\reg
	.cfi_adjust_cfa_offset -4
	.cfi_restore \reg
	.endif
	.endm

	.macro	SYSCALL_STUB nr, nargs, types:vararg
	endbr32
	LOAD	\nargs, 1, ebx, 8, preserved
	LOAD	\nargs, 2, ecx, 12
	LOAD	\nargs, 3, edx, 16
	LOAD	\nargs, 4, esi, 24, preserved
	LOAD	\nargs, 5, edi, 32, preserved
	LOAD	\nargs, 6, ebp, 40, preserved
	movl	$\nr, %eax
	int	$0x80
	RESTORE	\nargs, 6, ebp
	RESTORE	\nargs, 5, edi
	RESTORE	\nargs, 4, esi
	RESTORE	\nargs, 1, ebx
	testl	%eax, %eax
	js	0f
	ret
0:	jmp	__libunshare_error
	.endm

	.macro	START
	xorl	%ebp, %ebp
	movl	%esp, %eax	/* The kernel has aligned it. */
	subl	$12, %esp
	pushl	%eax
	call	rt_start
	.endm
