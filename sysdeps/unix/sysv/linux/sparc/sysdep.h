/* SPDX-License-Identifier: MIT */
/*
 * sparc and sparc64, for assembly
 * number     %g1
 * trap       ta 0x10; sparc64: ta 0x6d
 * arguments  %o0 %o1 %o2 %o3 %o4 %o5, where C has them
 * result     %o0 (a few calls: a second one in %o1)
 * error      the carry flag is set, and %o0 is a positive errno; a 64-bit
 *            program looks at %xcc, a 32-bit one at %icc
 * clobbers   condition codes; sparc64's kernel may use the floating-point
 *            registers, all of which C gives up at a call; glibc counts %g1
 * peculiar   every window's frame has room below it for the kernel to spill
 *            the window into; sparc64's %sp and %fp are 2047 too low
 * forced     5: the number, the trap, the branch (its slot is annulled on
 *            success, and so free for the error path's negation), the return
 *            with its delay slot
 * source     System V ABI SPARC, SPARC Compliance Definition 2.4;
 *            kernel arch/sparc/kernel/syscalls.S, entry.S, rtrap_64.S
 */

#ifdef __arch64__
# define SYSCALL_TRAP 0x6d
# define BRANCH_ERROR bcs,a,pn %xcc,
# define SPILL_AREA 2047 + 16 * 8
# define HOME_AREA 6 * 8
#else
# define SYSCALL_TRAP 0x10
# define BRANCH_ERROR bcs,a
# define SPILL_AREA 16 * 4
# define HOME_AREA 6 * 4
#endif

	/* A call that the delay slot turns into a jump, because only a call
	   reaches everything. */
	.macro	SYSCALL_STUB nr, nargs, types:vararg
	mov	\nr, %g1
	ta	SYSCALL_TRAP
	BRANCH_ERROR 0f
	 sub	%g0, %o0, %o0
	retl
	 nop
0:	mov	%o7, %g1
	.cfi_register 15, 1
	call	__libunshare_error
	 mov	%g1, %o7
	.endm

	.macro	START
	mov	%g0, %fp
	add	%sp, SPILL_AREA, %o0
	call	rt_start
	 sub	%sp, HOME_AREA, %sp
	.endm
