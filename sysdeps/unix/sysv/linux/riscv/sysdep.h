/* SPDX-License-Identifier: MIT */
/*
 * riscv32 and riscv64, for assembly
 * number     a7
 * trap       ecall
 * arguments  a0 a1 a2 a3 a4 a5, where C has them
 * result     a0
 * error      a0 is -4095 to -1
 * clobbers   no general register; all of the vector extension's state, as any
 *            C function may
 * peculiar   the caller sign-extends every 32-bit argument, also an unsigned
 * forced     4: the number, the trap, one branch that tests, ret
 * source     RISC-V calling convention (riscv-cc); kernel
 *            arch/riscv/kernel/entry.S and Documentation/arch/riscv/vector.rst
 */

	.macro	SYSCALL_STUB nr, nargs, types:vararg
	li	a7, \nr
	ecall
	bltz	a0, 0f
	ret
0:	tail	__libunshare_error
	.endm

	/* gp first, by code that the linker may not relax to use gp. */
	.macro	START
	.option	push
	.option	norelax
	lla	gp, __global_pointer$
	.option	pop
	li	ra, 0
	mv	a0, sp
	andi	sp, sp, -16
	tail	rt_start
	.endm
