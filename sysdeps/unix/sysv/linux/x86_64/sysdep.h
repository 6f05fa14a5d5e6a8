/* SPDX-License-Identifier: MIT */
/*
 * x86_64 and x32, for assembly
 * number     %rax (x32: bit 30 is set, by the kernel's table)
 * trap       syscall
 * arguments  %rdi %rsi %rdx %r10 %r8 %r9 (C passes the fourth in %rcx)
 * result     %rax
 * error      %rax is -4095 to -1
 * clobbers   %rcx %r11
 * peculiar   the caller may leave junk above bit 31 of an int (and of x32's
 *            long): the stub must extend it, or the kernel sees 64 bits of
 *            which some are unknown;
 *            the return after the trap is mispredicted where the kernel guards
 *            its own (AMD: Safe RET), by 8 ns: a pop and a jump would not be,
 *            but shadow stacks forbid them, and the inline call has none
 * forced     7: endbr64 (an indirect call under IBT), movslq, the number, the
 *            trap, test and branch, ret
 * source     System V psABI x86-64, A.2.1; kernel arch/x86/entry/entry_64.S
 */

#define SYSDEP_PROPERTY 0xc0000002, 4, 3	/* IBT, SHSTK */

	.macro	WIDEN type, reg32, reg64
	.ifc	\type, int
	movslq	%\reg32, %\reg64
	.endif
	.ifc	\type, unsigned
	movl	%\reg32, %\reg32
	.endif
#ifdef __ILP32__
	.ifc	\type, long
	movslq	%\reg32, %\reg64
	.endif
#endif
	.endm

	.macro	SYSCALL_STUB nr, nargs, t1, t2, t3, t4, t5, t6
	endbr64
	WIDEN	\t1, edi, rdi
	WIDEN	\t2, esi, rsi
	WIDEN	\t3, edx, rdx
	WIDEN	\t4, ecx, rcx
	WIDEN	\t5, r8d, r8
	WIDEN	\t6, r9d, r9
	.if	\nargs > 3
	movq	%rcx, %r10
	.endif
	movl	$\nr, %eax
	syscall
	testq	%rax, %rax
	js	0f
	ret
0:	movq	%rax, %rdi
	jmp	__libunshare_error
	.endm

	.macro	START
	xorl	%ebp, %ebp
	movq	%rsp, %rdi
	andq	$-16, %rsp
	call	rt_start
	hlt
	.endm
