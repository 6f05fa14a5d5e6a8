/* SPDX-License-Identifier: MIT */
/*
 * csky (C-SKY V2), for assembly
 * number     r7
 * trap       trap 0
 * arguments  a0 a1 a2 a3 (r0-r3), r4 r5 (C: then on the stack)
 * result     a0
 * error      a0 is -4095 to -1
 * clobbers   none
 * peculiar   C wants r4, r5 and r7 preserved: registers that a function may
 *            use, and the kernel gives back, keep them; a branch to another
 *            file reaches 64 KiB, only a call reaches further; the kernel
 *            answers an unknown number with the first argument, not ENOSYS
 * forced     6: r7 kept, the number, the trap, r7 again, the branch, the
 *            return; for arguments 5 and 6 each the same, and a load
 * source     C-SKY V2 CPU Applications Binary Interface Standards Manual,
 *            calling convention; kernel arch/csky/kernel/entry.S
 */

	.macro	SYSCALL_STUB nr, nargs, types:vararg
	.if	\nargs > 4
	mov	r13, r4
	.cfi_register 4, 13
	ldw	r4, (sp, 0)
	.endif
	.if	\nargs > 5
	mov	r18, r5
	.cfi_register 5, 18
	ldw	r5, (sp, 4)
	.endif
	mov	r12, r7
	.cfi_register 7, 12
	movi	r7, \nr
	trap	0
	mov	r7, r12
	.cfi_same_value 7
	.if	\nargs > 4
	mov	r4, r13
	.cfi_same_value 4
	.endif
	.if	\nargs > 5
	mov	r5, r18
	.cfi_same_value 5
	.endif
	blz	r0, 0f
	rts
0:	push	r15
	.cfi_adjust_cfa_offset 4
	.cfi_rel_offset 15, 0
	bsr	__libunshare_error
	pop	r15
	.endm

	.macro	START
	movi	r8, 0
	mov	r0, sp
	movi	r1, 7
	andn	sp, sp, r1
	bsr	rt_start
	.endm
