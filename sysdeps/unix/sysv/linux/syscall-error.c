/* SPDX-License-Identifier: MIT */
#include "syscall-error.h"

/*
 * The address of the calling thread's errno, by the name that the Linux
 * Standard Base gives it (LSB Core, baselib---errno-location) and that glibc,
 * musl and dietlibc define. Not taken from <errno.h>: the object must not
 * depend on which libc's headers the cross compiler happens to have, and a
 * program without libc can define it.
 */
extern int *__errno_location(void);

#if defined __microblaze__ && defined __PIC__
/* GNU ld crashes when it links this statically and nothing asks for an entry of
   the global offset table. This does, and is never executed. */
__asm__("lwi r3, r20, __errno_location@GOT");
#endif

IN_REGISTER long __libunshare_error(long result)
{
#ifdef __powerpc__
	if (result > 0)
		result = -result;
#endif
	if ((unsigned long)result < -4095UL)
		return result;
	*__errno_location() = (int)-result;
	return -1;
}

#ifdef __i386__
# include "i386/vsyscall.h"
#endif
