/* SPDX-License-Identifier: MIT */
/*
 * xtensa, both byte orders, call0 and windowed, for assembly
 * number     a2
 * trap       syscall
 * arguments  a6 a3 a4 a5 a8 a9 (C passes them in a2 a3 a4 a5 a6 a7)
 * result     a2
 * error      a2 is -4095 to -1
 * clobbers   none
 * peculiar   GNU as knows no .cfi directives here
 * forced     5: the number, its way freed of argument 1, the trap, one branch
 *            that tests, the return; arguments 5 and 6 a move; windowed: entry
 * source     Xtensa ISA Reference Manual, 8 (both ABIs of C); kernel
 *            arch/xtensa/kernel/entry.S, system_call, and asm/syscall.h
 */

#define SYSDEP_HAS_NO_CFI

	.macro	SYSCALL_STUB nr, nargs, types:vararg
#ifdef __XTENSA_WINDOWED_ABI__
	entry	a1, 32
# define RETURN retw
#else
# define RETURN ret
#endif
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
	RETURN
.Lerror\@:
#ifdef __XTENSA_WINDOWED_ABI__
	mov	a10, a2
	call8	__libunshare_error
	mov	a2, a10
	retw
#else
	j	__libunshare_error
#endif
	.endm

	.macro	START
	movi	a3, -16
	mov	a2, a1
	mov	a6, a1
	and	a1, a1, a3
#ifdef __XTENSA_WINDOWED_ABI__
	call4	rt_start
#else
	call0	rt_start
#endif
	.endm
