/* SPDX-License-Identifier: MIT */
/*
 * microblaze, both byte orders, for assembly
 * number     r12
 * trap       brki r14, 8
 * arguments  r5 r6 r7 r8 r9 r10, as in C
 * result     r3
 * error      r3 is -4095 to -1
 * clobbers   r4 (stored with the result), r14 (the trap's own return
 *            address); the kernel gives r5-r12 back today and promises none
 * peculiar   a return lands 8 after the link register: past the call and its
 *            delay slot; GNU as knows no .cfi directives here
 * forced     5: the number, the trap, one branch that tests, the return with
 *            its delay slot, which nothing is left for
 * source     MicroBlaze Processor Reference Guide (UG984), 4; kernel
 *            arch/microblaze/kernel/entry.S, _user_exception
 */

#define SYSDEP_HAS_NO_CFI

	.macro	SYSCALL_STUB nr, nargs, types:vararg
	addik	r12, r0, \nr
	brki	r14, 8
	blti	r3, .Lerror\@
	rtsd	r15, 8
	 nop
.Lerror\@:
	brid	__libunshare_error
	 addk	r5, r3, r0
	.endm

	/* A function may put its arguments into its caller's frame. */
	.macro	START
	addk	r5, r1, r0
	andi	r1, r1, -16
	brlid	r15, rt_start
	 addik	r1, r1, -32
	.endm
