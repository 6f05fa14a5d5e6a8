/* SPDX-License-Identifier: MIT */
/*
 * arm (EABI), both byte orders, ARM and Thumb-2, for assembly
 * number     r7
 * trap       svc 0 (another immediate makes it a call of the old ABI)
 * arguments  r0 r1 r2 r3 r4 r5 (C passes the fifth and sixth on the stack)
 * result     r0
 * error      r0 is -4095 to -1
 * clobbers   nothing
 * peculiar   C preserves r4 r5 r7; EHABI, by which the runtime unwinds, knows
 *            registers on the stack but none kept in another: so r7 is pushed;
 *            before version 5, a pop to pc cannot return to Thumb
 * forced     5: r7 saved, the number, the trap, the test, one conditional
 *            return that restores (Thumb-2: behind a branch that tests)
 * source     AAPCS32, 6; EHABI32, 10; kernel arch/arm/kernel/entry-common.S
 */

	.syntax	unified
#ifdef __thumb2__
	.thumb
#endif
	.cfi_sections .debug_frame
	/* Each EHABI table asks for this; gas takes it weak by the reloc. */
	.weak	__aeabi_unwind_cpp_pr0
	.reloc	., R_ARM_NONE, __aeabi_unwind_cpp_pr0
#if SYSCALL_NARGS > 4
# define SAVED r4, r5, r7
#else
# define SAVED r7
#endif

	.macro	SYSCALL_STUB nr, nargs, types:vararg
	.fnstart
	.cfi_remember_state
	push	{SAVED, lr}
	.save	{SAVED, lr}
	.cfi_def_cfa_offset 8
	.cfi_offset lr, -4
	.cfi_offset r7, -8
	.if	\nargs > 4
	.cfi_def_cfa_offset 16
	.cfi_offset r5, -12
	.cfi_offset r4, -16
	ldr	r4, [sp, #16]
	.endif
	.if	\nargs > 5
	ldr	r5, [sp, #20]
	.endif
	ldr	r7, =\nr
	svc	0
#ifdef __thumb2__
	cbnz	r0, 0f
	pop	{SAVED, pc}
#elif __ARM_ARCH > 4
	cmp	r0, #0
	popge	{SAVED, pc}
#endif
0:	pop	{SAVED, lr}
	.cfi_restore_state
#if __ARM_ARCH == 4
	cmp	r0, #0
	bxge	lr
#endif
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
