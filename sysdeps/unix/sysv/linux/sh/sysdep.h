/* SPDX-License-Identifier: MIT */
/*
 * sh (SuperH 3 and 4), both byte orders, for assembly
 * number     r3
 * trap       trapa #0x1f, the number that SH-2 to SH-4 have in common
 * arguments  r4 r5 r6 r7 r0 r1 (C passes the last two on the stack, at
 *            @r15 and @(4, r15))
 * result     r0 (pipe: a second one in r1)
 * error      r0 is -4095 to -1
 * clobbers   nothing; glibc counts the T bit
 * peculiar   constants of more than 8 bits come from a pool after the code;
 *            five `or r0, r0' follow the trap, because of a hardware bug
 *            (Renesas TN-SH7-456A/E) that kernel and musl avoid in this way
 * forced     11: the number, the trap, the five, test and branch, the return
 *            with its delay slot, which nothing is left for
 * source     kernel arch/sh/kernel/entry-common.S, cpu/sh3/entry.S, and for
 *            the five signal_32.c
 */

	.macro	SYSCALL_STUB nr, nargs, types:vararg
	.if	\nargs > 4
	mov.l	@r15, r0
	.endif
	.if	\nargs > 5
	mov.l	@(4, r15), r1
	.endif
	mov.w	1f, r3
	trapa	#0x1f
	.rept	5
	or	r0, r0
	.endr
	cmp/pz	r0
	bf	0f
	rts
	 nop
0:	JUMP	__libunshare_error, r0
1:	.word	\nr
	.endm

	/* To any distance, with one argument; braf counts from its delay slot's
	   end. */
	.macro	JUMP function, argument
	mov.l	3f, r1
	braf	r1
	 mov	\argument, r4
2:	.p2align 2
3:	.long	\function - 2b
	.endm

	.macro	START
	mov	#0, r14
	JUMP	rt_start, r15
	.endm
