/* SPDX-License-Identifier: MIT */
/*
 * hppa (PA-RISC, 32 bits), for assembly
 * number     %r20
 * trap       be,l 0x100(%sr2, %r0): a call into the gateway page, with a
 *            delay slot; %r31 keeps the way back
 * arguments  %r26 %r25 %r24 %r23 %r22 %r21 (C passes the last two on the
 *            stack, at -52(%r30) and -56(%r30))
 * result     %r28
 * error      %r28 is -4095 to -1
 * clobbers   %r1 %r31; glibc counts %r2 %r20 %r21 %r22 %r29 too
 * peculiar   the stack grows up; position-independent C finds its linkage
 *            table by %r19, which the caller brought and the kernel restores,
 *            as it does %r2; a branch with `,n' that is taken (forward, if it
 *            is a conditional one) skips its delay slot
 * forced     4: the trap with the number in its slot, one branch that
 *            compares, the return; no slot of these two is executed
 * source     kernel arch/parisc/kernel/syscall.S, and syscall_exit in entry.S
 */

	.macro	SYSCALL_STUB nr, nargs, types:vararg
	.if	\nargs > 4
	ldw	-52(%r30), %r22
	.endif
	.if	\nargs > 5
	ldw	-56(%r30), %r21
	.endif
	ble	0x100(%sr2, %r0)
	ldi	\nr, %r20
	cmpib,>,n 0, %r28, 0f
	bv,n	%r0(%r2)
0:	b	__libunshare_error
	copy	%r28, %r26
	.endm

	/* %r24 is argv, with argc one word below; C's frame marker is 64 bytes;
	   a static program's data and linkage table pointers are the same. */
	.macro	START
	copy	%r0, %r3
	ldil	L%$global$, %r27
	ldo	R%$global$(%r27), %r27
	copy	%r27, %r19
	ldo	64(%r30), %r30
	bl	rt_start, %r2
	ldo	-4(%r24), %r26
	.endm
