/* SPDX-License-Identifier: MIT */
/*
 * aarch64, both byte orders, for assembly
 * number     x8
 * trap       svc 0
 * arguments  x0 x1 x2 x3 x4 x5, where C has them
 * result     x0
 * error      x0 is -4095 to -1
 * clobbers   no general register; the SVE registers beyond the low 128 bits
 *            of each vector, as any C function may; streaming mode ends
 * peculiar   the caller may leave junk above bit 31 of an int: the stub must
 *            extend it, or the kernel sees 64 bits of which some are unknown
 * forced     6: bti c (an indirect call), sxtw, the number, the trap, one
 *            branch that tests, ret
 * source     AAPCS64, 6.4; kernel arch/arm64/kernel/entry.S and
 *            Documentation/arch/arm64/sve.rst, 3
 */

/* BTI, PAC: the return address never leaves x30, there is nothing to sign. */
#define SYSDEP_PROPERTY 0xc0000000, 4, 3

	.macro	WIDEN type, n
	.ifc	\type, int
	sxtw	x\n, w\n
	.endif
	.ifc	\type, unsigned
	mov	w\n, w\n
	.endif
	.endm

	.macro	SYSCALL_STUB nr, nargs, t1, t2, t3, t4, t5, t6
	hint	34	/* bti c, by the name that every assembler knows */
	WIDEN	\t1, 0
	WIDEN	\t2, 1
	WIDEN	\t3, 2
	WIDEN	\t4, 3
	WIDEN	\t5, 4
	WIDEN	\t6, 5
	mov	x8, \nr
	svc	0
	tbnz	x0, 63, 0f
	ret
0:	b	__libunshare_error
	.endm

	.macro	START
	mov	x29, 0
	mov	x30, 0
	mov	x0, sp
	and	sp, x0, -16
	b	rt_start
	.endm
