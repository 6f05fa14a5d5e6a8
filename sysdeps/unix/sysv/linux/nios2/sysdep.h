/* SPDX-License-Identifier: MIT */
/*
 * nios2, for assembly
 * number     r2
 * trap       trap
 * arguments  r4 r5 r6 r7 r8 r9 (C: the first four, then on the stack)
 * result     r2
 * error      r7 is not 0, and r2 is a positive errno
 * clobbers   r7; r8 and r9, which lie where the kernel's own C function has
 *            its stack arguments and may write to them
 * peculiar   no jump is both far and relative: the error path adds a distance
 *            to nextpc
 * forced     4: the number, the trap, one branch that tests, the return; the
 *            loads of arguments 5 and 6
 * source     Nios II Processor Reference Guide, 7 (ABI, Linux); kernel
 *            arch/nios2/kernel/entry.S, handle_system_call
 */

/* In .eh_frame this assembler writes absolute addresses: a text relocation. */
	.cfi_sections .debug_frame

	.macro	SYSCALL_STUB nr, nargs, types:vararg
	.if	\nargs > 4
	ldw	r8, 0(sp)
	.endif
	.if	\nargs > 5
	ldw	r9, 4(sp)
	.endif
	movi	r2, \nr
	trap
	bne	r7, zero, .Lerror\@
	ret
.Lerror\@:
	sub	r4, zero, r2
	nextpc	r2
.Lpc\@:
	movhi	r3, %hiadj(__libunshare_error - .Lpc\@)
	addi	r3, r3, %lo(__libunshare_error - .Lpc\@)
	add	r3, r3, r2
	jmp	r3
	.endm

	.macro	START
	mov	fp, zero
	movhi	gp, %hiadj(_gp)
	addi	gp, gp, %lo(_gp)
	mov	r4, sp
	movi	r2, -16
	and	sp, sp, r2
	call	rt_start
	.endm
