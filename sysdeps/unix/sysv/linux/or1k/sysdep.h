/* SPDX-License-Identifier: MIT */
/*
 * or1k (OpenRISC 1000), for assembly
 * number     r11
 * trap       l.sys 1
 * arguments  r3 r4 r5 r6 r7 r8, as in C
 * result     r11
 * error      r11 is -4095 to -1
 * clobbers   r3-r8, r12, r13 and every odd register after it: the kernel
 *            promises what a function would, although r3-r8 come back today
 * peculiar   branches have a delay slot
 * forced     7: the number, the trap, the compare, the branch with its slot
 *            (where the error path's argument costs nothing), the return with
 *            its slot
 * source     OpenRISC 1000 Architecture Manual, 16; kernel
 *            arch/openrisc/kernel/entry.S, _sys_call_handler
 */

	.macro	SYSCALL_STUB nr, nargs, types:vararg
	.cfi_def_cfa 1, 0
	l.ori	r11, r0, \nr
	l.sys	1
	l.sfgeui r11, -4095
	l.bf	0f
	 l.ori	r3, r11, 0
	l.jr	r9
	 l.nop
0:	l.j	__libunshare_error
	 l.nop
	.endm

	.macro	START
	l.ori	r3, r1, 0
	l.addi	r4, r0, -16
	l.jal	rt_start
	 l.and	r1, r1, r4
	.endm
