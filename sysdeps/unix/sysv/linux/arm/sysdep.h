/* SPDX-License-Identifier: MIT */
/*
 * arm (EABI), both byte orders, ARM and Thumb-2, for assembly
 * number     r7
 * trap       svc 0 (another immediate makes it a call of the old ABI)
 * arguments  r0 r1 r2 r3 r4 r5 (C passes the fifth and sixth on the stack)
 * result     r0
 * error      r0 is -4095 to -1 (compared with -4096, which is an immediate)
 * clobbers   nothing
 * peculiar   C preserves r4 r5 r7; the runtime unwinds by tables of its own
 *            (EHABI), which know of registers on the stack but of none that
 *            is kept in another: so r7 is pushed, and both tables say so
 * forced     the push, the arguments' loads, the number, the trap, the pop,
 *            compare and return (Thumb-2 needs an it for that)
 * source     AAPCS32, 6; EHABI32, 10; kernel arch/arm/kernel/entry-common.S
 */

	.syntax	unified
#ifdef __thumb2__
	.thumb
#else
	.arm
#endif
	.cfi_sections .debug_frame
	/* Each EHABI table asks for this routine, which a program without an
	   unwinder has not: weak, and gas takes that with the reloc only. */
	.weak	__aeabi_unwind_cpp_pr0
	.reloc	., R_ARM_NONE, __aeabi_unwind_cpp_pr0

	.macro	SYSCALL_STUB nr, nargs, types:vararg
	.fnstart
	.if	\nargs > 4
	push	{r4, r5, r7}
	.save	{r4, r5, r7}
	.cfi_def_cfa_offset 12
	.cfi_offset r4, -12
	.cfi_offset r5, -8
	.cfi_offset r7, -4
	ldr	r4, [sp, #12]
	.if	\nargs > 5
	ldr	r5, [sp, #16]
	.endif
	.else
	push	{r7}
	.save	{r7}
	.cfi_def_cfa_offset 4
	.cfi_offset r7, -4
	.endif
	ldr	r7, =\nr
	svc	0
	.if	\nargs > 4
	pop	{r4, r5, r7}
	.cfi_restore r4
	.cfi_restore r5
	.else
	pop	{r7}
	.endif
	.cfi_def_cfa_offset 0
	.cfi_restore r7
	cmn	r0, #4096
	it	ls
	bxls	lr
	b	__libunshare_error
	.ltorg
	.fnend
	.endm

	.macro	START
	mov	lr, #0
	mov	r0, sp
	bic	r1, r0, #7
	mov	sp, r1
	b	rt_start
	.endm
