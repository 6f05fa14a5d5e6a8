/* SPDX-License-Identifier: MIT */
/*
 * i386, for assembly
 * number     %eax
 * trap       call of what vsyscall.h has: the vDSO's entry, or int $0x80
 * arguments  %ebx %ecx %edx %esi %edi %ebp (C passes all on the stack)
 * result     %eax
 * error      %eax is -4095 to -1
 * clobbers   nothing; the call, %edx, which C does not preserve
 * peculiar   C preserves %ebx %esi %edi %ebp: each that carries an argument
 *            is saved; C can be told to pass the first one in %eax
 * forced     12: endbr32, %ebx saved, the load, the number, the call, there
 *            the address of its data (2) and a jump, %ebx again, test and
 *            branch, ret; inline, without the jump, larger than libc's stub
 * source     System V psABI i386, 2.2; kernel arch/x86/entry/entry_32.S, vdso
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
	.if	\nargs > 2
	call	__libunshare_entry
	pushl	%eax
	.cfi_adjust_cfa_offset 4
	movl	$\nr, %eax
	notrack call *(%esp)
	popl	%ecx
	.cfi_adjust_cfa_offset -4
	.else
	movl	$\nr, %eax
	call	__libunshare_trap
	.endif
	RESTORE	\nargs, 6, ebp
	RESTORE	\nargs, 5, edi
	RESTORE	\nargs, 4, esi
	RESTORE	\nargs, 1, ebx
	testl	%eax, %eax
	js	__libunshare_error
	ret
	.endm

	.macro	START
	xorl	%ebp, %ebp
	movl	%esp, %eax	/* The kernel has aligned it. */
	subl	$12, %esp
	pushl	%eax
	call	rt_start
	.endm
