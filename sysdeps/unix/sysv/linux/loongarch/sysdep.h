/* SPDX-License-Identifier: MIT */
/*
 * loongarch64 and loongarch32, for assembly
 * number     $a7
 * trap       syscall 0
 * arguments  $a0 $a1 $a2 $a3 $a4 $a5, where C has them
 * result     $a0
 * error      $a0 is -4095 to -1
 * clobbers   $t0-$t8
 * peculiar   nothing: an int and an unsigned both arrive sign-extended
 * forced     4: the number, the trap, one branch that tests, the return
 * source     LoongArch ELF psABI; kernel arch/loongarch/kernel/entry.S,
 *            Documentation/arch/loongarch/introduction.rst
 */

	.macro	SYSCALL_STUB nr, nargs, types:vararg
	li.w	$a7, \nr
	syscall	0
	bltz	$a0, 0f
	ret
0:	b	__libunshare_error
	.endm

	.macro	START
	move	$fp, $zero
	move	$a0, $sp
	bl	rt_start
	.endm
