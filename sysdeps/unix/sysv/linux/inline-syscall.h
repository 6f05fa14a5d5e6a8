/* SPDX-License-Identifier: MIT */
/*
 * System calls without a library: libunshare_syscall0 to libunshare_syscall6,
 * for every ABI, made from the description in <architecture>/syscall.h:
 *
 *   LIBUNSHARE_TRAP       the instructions that enter the kernel and, where
 *                         the ABI flags an error, turn it into -errno
 *   LIBUNSHARE_REG_NR     the registers of the call's number,
 *   LIBUNSHARE_REG_RESULT of its result
 *   LIBUNSHARE_REG_1 .. 6 and of its arguments
 *   LIBUNSHARE_CLOBBERS   what else is not preserved: a list of strings
 *   LIBUNSHARE_LOST(X)    X(i) for each of those registers (1 .. 6, NR) that
 *                         the kernel or the trap does not preserve, other
 *                         than the result's; left out where there is none
 *   LIBUNSHARE_WORD       the type of a register; left out where it is long
 *   LIBUNSHARE_TRAP_5, _6 LIBUNSHARE_TRAP for 5 and 6 arguments, where it
 *                         differs
 *   LIBUNSHARE_OWN_6      says that the file has its own libunshare_syscall6
 *
 * Arguments: the call's number (LIBUNSHARE_NR_name of <libunshare/abi.h>) and
 * its arguments, each converted to LIBUNSHARE_WORD by C's own rules: an int is
 * sign-extended, which is what the kernel's unsigned long parameter wants
 * (kernel/fork.c, SYSCALL_DEFINE1(unshare, unsigned long, ...)). Pass a
 * pointer through (unsigned long).
 * Return: the kernel's answer, -4095 to -1 for an error. errno is not touched.
 */
#ifndef LIBUNSHARE_INLINE_SYSCALL_H
#define LIBUNSHARE_INLINE_SYSCALL_H

#if defined __GNUC__
# pragma GCC system_header
#endif

#include <libunshare/abi.h>
#include LIBUNSHARE_SYSDEP

#ifndef LIBUNSHARE_WORD
# define LIBUNSHARE_WORD long
#endif
__extension__ typedef LIBUNSHARE_WORD libunshare_word;
#ifndef LIBUNSHARE_LOST
# define LIBUNSHARE_LOST(X)
#endif
#ifndef LIBUNSHARE_TRAP_5
# define LIBUNSHARE_TRAP_5 LIBUNSHARE_TRAP
#endif
#ifndef LIBUNSHARE_TRAP_6
# define LIBUNSHARE_TRAP_6 LIBUNSHARE_TRAP
#endif

/* A register that is lost is an output of its own, in the same place as the
   input: the compiler must neither keep a value there nor think it intact. */
#define LIBUNSHARE_LOST_VAR(i) \
	register libunshare_word l##i __asm__(LIBUNSHARE_REG_##i);
#define LIBUNSHARE_LOST_OUT(i) , "=r"(l##i)

/* For n arguments: the parameters, the registers that they go to, the inputs */
#define LIBUNSHARE_PAR(i) libunshare_word a##i
#define LIBUNSHARE_VAR(i) \
	register libunshare_word r##i __asm__(LIBUNSHARE_REG_##i) = a##i;
#define LIBUNSHARE_PAR_0 LIBUNSHARE_PAR(NR)
#define LIBUNSHARE_VAR_0 LIBUNSHARE_VAR(NR)
#define LIBUNSHARE_IN_0 "r"(rNR)
#define LIBUNSHARE_PAR_1 LIBUNSHARE_PAR_0, LIBUNSHARE_PAR(1)
#define LIBUNSHARE_VAR_1 LIBUNSHARE_VAR_0 LIBUNSHARE_VAR(1)
#define LIBUNSHARE_IN_1 LIBUNSHARE_IN_0, "r"(r1)
#define LIBUNSHARE_PAR_2 LIBUNSHARE_PAR_1, LIBUNSHARE_PAR(2)
#define LIBUNSHARE_VAR_2 LIBUNSHARE_VAR_1 LIBUNSHARE_VAR(2)
#define LIBUNSHARE_IN_2 LIBUNSHARE_IN_1, "r"(r2)
#define LIBUNSHARE_PAR_3 LIBUNSHARE_PAR_2, LIBUNSHARE_PAR(3)
#define LIBUNSHARE_VAR_3 LIBUNSHARE_VAR_2 LIBUNSHARE_VAR(3)
#define LIBUNSHARE_IN_3 LIBUNSHARE_IN_2, "r"(r3)
#define LIBUNSHARE_PAR_4 LIBUNSHARE_PAR_3, LIBUNSHARE_PAR(4)
#define LIBUNSHARE_VAR_4 LIBUNSHARE_VAR_3 LIBUNSHARE_VAR(4)
#define LIBUNSHARE_IN_4 LIBUNSHARE_IN_3, "r"(r4)
#define LIBUNSHARE_PAR_5 LIBUNSHARE_PAR_4, LIBUNSHARE_PAR(5)
#define LIBUNSHARE_VAR_5 LIBUNSHARE_VAR_4 LIBUNSHARE_VAR(5)
#define LIBUNSHARE_IN_5 LIBUNSHARE_IN_4, "r"(r5)
#define LIBUNSHARE_PAR_6 LIBUNSHARE_PAR_5, LIBUNSHARE_PAR(6)
#define LIBUNSHARE_VAR_6 LIBUNSHARE_VAR_5 LIBUNSHARE_VAR(6)
#define LIBUNSHARE_IN_6 LIBUNSHARE_IN_5, "r"(r6)

#define LIBUNSHARE_DEFINE(n, trap)					\
static __inline__ libunshare_word libunshare_syscall##n(LIBUNSHARE_PAR_##n) \
{									\
	LIBUNSHARE_VAR_##n						\
	register libunshare_word result __asm__(LIBUNSHARE_REG_RESULT);	\
	LIBUNSHARE_LOST(LIBUNSHARE_LOST_VAR)				\
	__asm__ __volatile__(trap					\
		: "=r"(result) LIBUNSHARE_LOST(LIBUNSHARE_LOST_OUT)	\
		: LIBUNSHARE_IN_##n					\
		: LIBUNSHARE_CLOBBERS);					\
	return result;							\
}

LIBUNSHARE_DEFINE(0, LIBUNSHARE_TRAP)
LIBUNSHARE_DEFINE(1, LIBUNSHARE_TRAP)
LIBUNSHARE_DEFINE(2, LIBUNSHARE_TRAP)
LIBUNSHARE_DEFINE(3, LIBUNSHARE_TRAP)
LIBUNSHARE_DEFINE(4, LIBUNSHARE_TRAP)
LIBUNSHARE_DEFINE(5, LIBUNSHARE_TRAP_5)
#ifndef LIBUNSHARE_OWN_6
LIBUNSHARE_DEFINE(6, LIBUNSHARE_TRAP_6)
#endif

#endif
