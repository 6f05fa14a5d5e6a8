/* SPDX-License-Identifier: MIT */
/*
 * alpha, for assembly
 * number     $0
 * trap       callsys (PALcode call 0x83)
 * arguments  $16 $17 $18 $19 $20 $21, where C has them
 * result     $0
 * error      $19 is not 0, and $0 is a positive errno
 * clobbers   $1-$8 $16-$25 $27 $28: the kernel keeps most of them, but looks
 *            upon the trap as a function call and promises only $26
 * peculiar   two calls have a second result in $20; C that needs the global
 *            pointer wants its own address in $27, and finding that address
 *            takes $29, which only the error path may pay for
 * forced     4: the number, the trap, the branch, the return (an int and an
 *            unsigned arrive sign-extended); 40 bytes, 8 more than where each
 *            call finds $29, as glibc's does
 * source     Alpha Architecture Handbook; kernel arch/alpha/kernel/entry.S
 */

	/* The branch is to the next instruction: it tells where that one is. */
	.macro	LOAD_GP
	br	$27, 1f
1:	ldgp	$29, 0($27)
	.endm

	.macro	SYSCALL_STUB nr, nargs, types:vararg
	lda	$0, \nr($31)
	callsys
	bne	$19, 0f
	ret	$31, ($26), 1
0:	LOAD_GP
	subq	$31, $0, $16
	ldq	$27, __libunshare_error($29) !literal
	jmp	$31, ($27)
	.endm

	.macro	START
	LOAD_GP
	mov	$31, $15
	mov	$30, $16
	ldq	$27, rt_start($29) !literal
	jsr	$26, ($27)
	.endm
