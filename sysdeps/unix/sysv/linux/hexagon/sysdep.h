/* SPDX-License-Identifier: MIT */
/*
 * hexagon, for assembly
 * number     r6
 * trap       trap0(#1)
 * arguments  r0 r1 r2 r3 r4 r5, as in C
 * result     r0
 * error      r0 is -4095 to -1
 * clobbers   none
 * peculiar   braces make a packet, whose instructions run at once; a trap is
 *            alone in its own; the assembler thinks that a frame starts at r30;
 *            the kernel answers an unknown number with -1, not ENOSYS
 * forced     3 packets: the number, the trap, and one that tests and returns
 * source     Qualcomm Hexagon ABI User Guide; kernel
 *            arch/hexagon/kernel/vm_entry.S, and do_trap0 in traps.c
 */

	.macro	SYSCALL_STUB nr, nargs, types:vararg
	.cfi_def_cfa r29, 0
	r6 = #\nr
	trap0(#1)
	{
		p0 = cmp.gt(r0, #-1)
		if (p0.new) jumpr:t r31
	}
	jump	__libunshare_error
	.endm

	.macro	START
	{
		r0 = r29
		r29 = and(r29, #-16)
		r30 = #0
	}
	call	rt_start
	.endm
