/* SPDX-License-Identifier: MIT */
/*
 * mips: o32, n32, n64, both byte orders, release 6, microMIPS, for assembly
 * number     $v0 (4000, 5000 or 6000 is added by the kernel's tables)
 * trap       syscall
 * arguments  $a0 $a1 $a2 $a3; then n32, n64: $a4 $a5, o32: the stack, as in C
 * result     $v0
 * error      $a3 is not 0, and $v0 is a positive errno
 * clobbers   $at $v1 $t0-$t9 (n32, n64: $a4-$a7 $t0-$t3 $t8 $t9) hi lo
 * peculiar   C wants its own address in $t9, and finding that takes $gp: the
 *            error path alone pays; n32 and n64 preserve $gp, o32 does not
 * forced     6 (+r6 5, +micromips 4): the number, the trap, branch and return
 *            with a slot each; release 6 returns without, microMIPS has none
 * source     System V psABI MIPS, 3-16; kernel arch/mips/kernel/scall32-o32.S
 */
	.set	noreorder
#ifdef __mips_micromips
	.set	micromips	/* else clang leaves the symbols unmarked */
#endif
#if _MIPS_SIM == 3	/* _ABI64 */
# define P(insn) d##insn	/* as wide as a pointer: addu or daddu */
#else
# define P(insn) insn
#endif
	/* $25 = name, through $gp; $8 is $ra, $9 keeps n32's and n64's $gp. */
	.macro	FIND name
	move	$8, $31
	.cfi_register 31, 8
	bal	.Lpc\@
	 P(addu) $9, $28, $0	/* move can be too short for a slot */
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
	.endm

	.macro	SYSCALL_STUB nr, nargs, types:vararg
	li	$2, \nr
	syscall
#ifdef __mips_micromips
	bnezc	$7, 0f
	jrc	$31
0:	negu	$4, $2
#else
	bnez	$7, 0f
	 negu	$4, $2
# if __mips_isa_rev >= 6
	jrc	$31
# else
	jr	$31
	 nop
# endif
0:
#endif
	FIND	__libunshare_error
	jr	$25
	 P(addu) $31, $8, $0
	.endm

	.macro	START
	FIND	rt_start
	move	$4, $29
	and	$29, -16
	jalr	$25
	 P(addiu) $29, -32
	.endm
