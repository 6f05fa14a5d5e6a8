/* SPDX-License-Identifier: MIT */
/*
 * xtensa, both byte orders, call0 and windowed, for assembly
 * number     a2
 * trap       syscall
 * arguments  a6 a3 a4 a5 a8 a9 (C passes them in a2 a3 a4 a5 a6 a7)
 * result     a2
 * error      a2 is -4095 to -1
 * clobbers   none
 * peculiar   GNU as knows no .cfi directives here; windowed: a function begins
 *            with entry, _start too (the kernel starts it as call4 would)
 * forced     5 (+windowed 6): the number, its way freed of argument 1, the
 *            trap, one branch that tests, the return; windowed: entry; for
 *            arguments 5 and 6 a move
 * source     Xtensa ISA Reference Manual, 8 (both ABIs of C); kernel
 *            arch/xtensa/kernel/entry.S, system_call, asm/syscall.h, and
 *            asm/processor.h, USER_PS_VALUE
 */

#define SYSDEP_HAS_NO_CFI

#ifdef __XTENSA_WINDOWED_ABI__
# define SYSDEP_HAS_FUNCTION
# define FRAME 32
	.macro	FUNCTION name
	.globl	\name
	.type	\name, STT_FUNC
	.p2align 4
\name:	entry	a1, FRAME
	.endm
	.macro	END_FUNCTION name
	.size	\name, . - \name
	.endm
#endif

	.macro	SYSCALL_STUB nr, nargs, types:vararg
	.if	\nargs > 5
	mov	a9, a7
	.endif
	.if	\nargs > 4
	mov	a8, a6
	.endif
	.if	\nargs > 0
	mov	a6, a2
	.endif
	movi	a2, \nr
	syscall
	bltz	a2, .Lerror\@
#ifdef __XTENSA_WINDOWED_ABI__
	retw
.Lerror\@:
	mov	a10, a2
	call8	__libunshare_error
	mov	a2, a10
	retw
#else
	ret
.Lerror\@:
	j	__libunshare_error
#endif
	.endm

	.macro	START
#ifdef __XTENSA_WINDOWED_ABI__
	addi	a6, a1, FRAME
	call4	rt_start
#else
	movi	a3, -16
	mov	a2, a1
	and	a1, a1, a3
	call0	rt_start
#endif
	.endm
