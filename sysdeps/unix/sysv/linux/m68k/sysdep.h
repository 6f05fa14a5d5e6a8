/* SPDX-License-Identifier: MIT */
/*
 * m68k and ColdFire, for assembly
 * number     %d0
 * trap       trap #0
 * arguments  %d1 %d2 %d3 %d4 %d5 %a0 (C passes all on the stack)
 * result     %d0
 * error      %d0 is -4095 to -1
 * clobbers   nothing
 * peculiar   %d2-%d5 belong to the caller; ColdFire has no movem that pushes
 *            them; C wants a pointer in %a0 too, which no stub here fills
 * forced     6: the load of an argument (from the second on, also saving and
 *            restoring), the number, the trap, test and branch, rts
 * source     System V ABI M68000; kernel arch/m68k/include/asm/entry.h
 */

	/* To any distance on every CPU: %d1 counts from the move, jsr from 8
	   bytes after it. */
	.macro	CALL function, argument
	move.l	\argument, -(%sp)
	.cfi_adjust_cfa_offset 4
	move.l	#\function - ., %d1
	jsr	(-8, %pc, %d1)
	.endm

	/* Argument n lies n - 1 saved registers further up than at entry. */
	.macro	SYSCALL_STUB nr, nargs, types:vararg
	.if	\nargs > 0
	move.l	4(%sp), %d1
	.endif
	.irp	n, 2, 3, 4, 5
	.if	\nargs >= \n
	move.l	%d\n, -(%sp)
	.cfi_adjust_cfa_offset 4
	.cfi_rel_offset \n, 0
	move.l	8 * \n - 4(%sp), %d\n
	.endif
	.endr
	.if	\nargs > 5
	move.l	40(%sp), %a0
	.endif
	move.l	#\nr, %d0
	trap	#0
	.irp	n, 5, 4, 3, 2
	.if	\nargs >= \n
	move.l	(%sp)+, %d\n
	.cfi_adjust_cfa_offset -4
	.cfi_restore \n
	.endif
	.endr
	move.l	%d0, %d1	/* the test */
	bmi	0f
	rts
0:	CALL	__libunshare_error, %d0
	move.l	(%sp)+, %d1
	.cfi_adjust_cfa_offset -4
	rts
	.endm

	.macro	START
	suba.l	%a6, %a6
	move.l	%sp, %d0
	CALL	rt_start, %d0
	.endm
