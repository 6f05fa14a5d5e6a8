/* SPDX-License-Identifier: MIT */
/*
 * s390x, and s390 with 31-bit addresses, for assembly
 * number     the trap's immediate; above 255, %r1 with immediate 0
 * trap       svc
 * arguments  %r2 %r3 %r4 %r5 %r6 %r7 (C passes the sixth on the stack)
 * result     %r2
 * error      %r2 is -4095 to -1
 * clobbers   nothing
 * peculiar   C preserves %r7, and has a slot for it in the caller's frame
 * forced     3 (s390 4): the number, the trap, one return that tests (s390:
 *            and a test for it); %r7 saved and restored for six arguments
 * source     s390x ELF ABI supplement, 1.2; kernel arch/s390/kernel/entry.S
 */

#ifdef __s390x__
# define STORE stg
# define LOAD lg
# define LOAD_IMMEDIATE lghi
# define TEST ltgr
# define WORD 8
#else
# define STORE st
# define LOAD l
# define LOAD_IMMEDIATE lhi
# define TEST ltr
# define WORD 4
#endif

	.macro	SYSCALL_STUB nr, nargs, types:vararg
	.if	\nargs > 5
	STORE	%r7, 7 * WORD(%r15)
	.cfi_rel_offset %r7, 7 * WORD
	LOAD	%r7, 32 + 16 * WORD(%r15)
	.endif
	.if	\nr < 256
	svc	\nr
	.else
	LOAD_IMMEDIATE %r1, \nr
	svc	0
	.endif
	.if	\nargs > 5
	LOAD	%r7, 7 * WORD(%r15)
	.cfi_restore %r7
	.endif
#if defined __s390x__ && __ARCH__ >= 8	/* z10 */
	cgibnl	%r2, 0, 0(%r14)
#else
	TEST	%r2, %r2
	bnlr	%r14
#endif
	jg	__libunshare_error
	.endm

	.macro	START
	la	%r2, 0(%r15)
	LOAD_IMMEDIATE %r1, -160
	la	%r15, 0(%r1, %r15)
	LOAD_IMMEDIATE %r14, 0
	STORE	%r14, 0(%r15)
	jg	rt_start
	.endm
