/* SPDX-License-Identifier: MIT */
/*
 * What every assembly file of the package needs around its code, whatever
 * the architecture. Included after the architecture's sysdep.h, which may
 * bring a FUNCTION and END_FUNCTION of its own (and says so by
 * SYSDEP_HAS_FUNCTION) where a function is more than a label, or say by
 * SYSDEP_HAS_NO_CFI that the assembler knows no .cfi directives there.
 *
 * Arguments only ever reach the assembler's macros, so that the statement
 * separator, which differs from one architecture to the next, is not needed.
 */

/* No code of ours is ever run from the stack: secp256k1#1434 tells what a
   bare .S file costs that leaves this note out. */
	.section .note.GNU-stack, "", %progbits

#ifdef SYSDEP_PROPERTY
/* What the code promises of its branches and returns (Linux Extensions to
   gABI, .note.gnu.property): the linker keeps it if every object says it. */
	.section .note.gnu.property, "a"
	.balign	__SIZEOF_POINTER__
	.long	4, 1f - 0f, 5
	.asciz	"GNU"
0:	.long	SYSDEP_PROPERTY
	.balign	__SIZEOF_POINTER__
1:
#endif
	.text

#ifndef SYSDEP_HAS_FUNCTION
	.macro	FUNCTION name
	.globl	\name
	.type	\name, STT_FUNC
	.p2align 4
\name:
#ifndef SYSDEP_HAS_NO_CFI
	.cfi_startproc
#endif
	.endm

	.macro	END_FUNCTION name
#ifndef SYSDEP_HAS_NO_CFI
	.cfi_endproc
#endif
	.size	\name, . - \name
	.endm
#endif
