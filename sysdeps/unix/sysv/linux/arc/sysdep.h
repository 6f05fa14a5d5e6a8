/* SPDX-License-Identifier: MIT */
/*
 * arc (ARCompact and ARCv2), for assembly
 * number     r8
 * trap       trap_s 0
 * arguments  r0 r1 r2 r3 r4 r5, as in C
 * result     r0
 * error      r0 is -4095 to -1
 * clobbers   none
 * peculiar   none
 * forced     4: the number, the trap, the compare, the conditional return
 * source     Synopsys DesignWare ARCv2 ABI Reference, calling convention;
 *            kernel arch/arc/kernel/entry.S, EV_Trap
 */

	.macro	SYSCALL_STUB nr, nargs, types:vararg
	mov	r8, \nr
	trap_s	0
	cmp	r0, 0
	jge	[blink]
	b	__libunshare_error
	.endm

	.macro	START
	mov	fp, 0
	mov	r0, sp
	and	sp, sp, -16
	bl	rt_start
	.endm
