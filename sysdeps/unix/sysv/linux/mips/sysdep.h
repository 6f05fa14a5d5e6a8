/* SPDX-License-Identifier: MIT */
/*
 * mips: o32, n32 and n64, both byte orders, release 6 too, for assembly
 * number     $v0 (4000, 5000 or 6000 is added by the kernel's tables)
 * trap       syscall
 * arguments  $a0 $a1 $a2 $a3; then n32, n64: $a4 $a5, o32: the stack, as in C
 * result     $v0
 * error      $a3 is not 0, and $v0 is a positive errno
 * clobbers   $at $v1 $t0-$t9 (n32, n64: $a4-$a7 $t0-$t3 $t8 $t9) hi lo
 * peculiar   position-independent C wants its own address in $t9, and finding
 *            that address takes $gp, which only the error path may pay for;
 *            n32 and n64 preserve $gp, o32 does not
 * forced     6 (+r6 5): the number, the trap, the branch with its delay slot,
 *            the return with its slot (release 6 has a return without one);
 *            a branch-likely, 5, is deprecated and foretells the error
 * source     System V psABI MIPS, 3-16; kernel arch/mips/kernel/scall32-o32.S
 */

/* The instruction that is as wide as a pointer: addu or daddu. */
#if _MIPS_SIM == 3	/* _ABI64 */
# define P(insn) d##insn
#else
# define P(insn) insn
#endif

	/* $25 = name, through $gp; $8 is $ra, $9 keeps n32's and n64's $gp. */
	.macro	FIND name
	.cfi_register 31, 8
	bal	.Lpc\@
	 move	$9, $28
.Lpc\@:
#if _MIPS_SIM == 1	/* _ABIO32; libcs define all three */
	.cpload	$31
	P(la)	$25, \name
#else
	.cfi_register 28, 9
	lui	$28, %hi(%neg(%gp_rel(.Lpc\@)))
	addiu	$28, $28, %lo(%neg(%gp_rel(.Lpc\@)))
	P(addu)	$28, $28, $31
	P(la)	$25, \name
	move	$28, $9
	.cfi_same_value 28
#endif
	move	$31, $8
	.cfi_same_value 31
	.endm

	.macro	SYSCALL_STUB nr, nargs, types:vararg
	.set	noreorder
	li	$2, \nr
	syscall
	bnez	$7, 0f
	 move	$8, $31
#if __mips_isa_rev >= 6
	jrc	$31
#else
	jr	$31
	 nop
#endif
0:	FIND	__libunshare_error
	jr	$25
	 negu	$4, $2
	.set	reorder
	.endm

	.macro	START
	.set	noreorder
	move	$8, $31
	FIND	rt_start
	move	$4, $29
	and	$29, -16
	jalr	$25
	 P(addu) $29, -32
	.set	reorder
	.endm
