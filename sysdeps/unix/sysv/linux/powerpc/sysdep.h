/* SPDX-License-Identifier: MIT */
/*
 * powerpc, powerpc64 (ELFv1, ELFv2), both byte orders, for assembly
 * number     r0
 * trap       sc (scv, from POWER9 on, is faster, where AT_HWCAP2 has it, which
 *            only libc knows; it takes lr: 8 instructions are forced then)
 * arguments  r3 r4 r5 r6 r7 r8, where C has them
 * result     r3
 * error      CR0.SO is set, and r3 is a positive errno
 * clobbers   r0 r4-r12 ctr xer cr0
 * peculiar   ELFv1: a function is a descriptor; ELFv2: C wants its address in
 *            r12, which the error path finds, and may come back with another r2
 * forced     3: the number, the trap, the conditional return
 * source     kernel Documentation/arch/powerpc/syscall64-abi.rst, entry_32.S
 */

#if defined __powerpc64__ && _CALL_ELF != 2
# define SYSDEP_HAS_FUNCTION
	.macro	FUNCTION name
	.section .opd, "aw"
	.p2align 3
	.globl	\name
	.type	\name, STT_FUNC
\name:	.quad	.L.\name, .TOC.@tocbase, 0
	.previous
.L.\name:
	.cfi_startproc
	.endm
	.macro	END_FUNCTION name
	.cfi_endproc
	.size	\name, . - .L.\name
	.endm
#endif
	.macro	CALL name
#if _CALL_ELF == 2
	std	2, 24(1)
	bcl	20, 31, 0f
0:	mflr	12
	addis	12, 12, (\name - 0b)@ha
	addi	12, 12, (\name - 0b)@l
	mtctr	12
	bctrl
	ld	2, 24(1)
#else
	bl	\name
	nop
#endif
	.endm

	.macro	SYSCALL_STUB nr, nargs, types:vararg
	li	0, \nr
	sc
	bnslr+
#ifdef __powerpc64__
	mflr	0
	std	0, 16(1)
	.cfi_offset 65, 16
	stdu	1, -112(1)
	.cfi_adjust_cfa_offset 112
	CALL	__libunshare_error
	addi	1, 1, 112
	.cfi_adjust_cfa_offset -112
	ld	0, 16(1)
	mtlr	0
	blr
#else
	b	__libunshare_error
#endif
	.endm

	.macro	START
	mr	3, 1
	addi	1, 1, -112	/* fresh, so zero: the chain of frames ends */
	CALL	rt_start
	.endm
