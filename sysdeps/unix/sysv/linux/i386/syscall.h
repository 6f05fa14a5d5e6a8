/* SPDX-License-Identifier: MIT */
/*
 * i386, for C: registers and trap as in sysdep.h. The sixth argument's %ebp
 * may be the frame pointer, which no asm can name: it is swapped by hand.
 */
#define LIBUNSHARE_TRAP "int $0x80"
#define LIBUNSHARE_REG_NR "eax"
#define LIBUNSHARE_REG_RESULT "eax"
#define LIBUNSHARE_REG_1 "ebx"
#define LIBUNSHARE_REG_2 "ecx"
#define LIBUNSHARE_REG_3 "edx"
#define LIBUNSHARE_REG_4 "esi"
#define LIBUNSHARE_REG_5 "edi"
#define LIBUNSHARE_REG_6 "ebp"
#define LIBUNSHARE_CLOBBERS "memory"
#define LIBUNSHARE_OWN_6

/* a6 may be addressed by %ebp or %esp: it is read before either changes. */
static __inline__ long libunshare_syscall6(long aNR, long a1, long a2,
	long a3, long a4, long a5, long a6)
{
	long result;

	__asm__ __volatile__("pushl %7; pushl %%ebp; movl 4(%%esp), %%ebp;"
		LIBUNSHARE_TRAP "; popl %%ebp; addl $4, %%esp"
		: "=a"(result)
		: "0"(aNR), "b"(a1), "c"(a2), "d"(a3), "S"(a4), "D"(a5), "g"(a6)
		: LIBUNSHARE_CLOBBERS);
	return result;
}
