/* SPDX-License-Identifier: MIT */
#include "syscall-error.h"

/* Called by its address on x86_64, not through the procedure linkage table,
   which is a branch more; it is bound at load time anyway. On i386, which has
   to find that address first, it is no faster. clang has no such word. */
#if defined __has_attribute && defined __x86_64__
# if __has_attribute(noplt)
#  define DIRECT __attribute__((noplt))
# endif
#endif
#ifndef DIRECT
# define DIRECT
#endif

/*
 * The address of the calling thread's errno, by the name that the Linux
 * Standard Base gives it (LSB Core, baselib---errno-location) and that glibc,
 * musl and dietlibc define. Not taken from <errno.h>: the object must not
 * depend on which libc's headers the cross compiler happens to have, and a
 * program without libc can define it.
 */
extern int *__errno_location(void) DIRECT;

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
	if (__builtin_expect((unsigned long)result < -4095UL, 0))
		return result;
	*__errno_location() = (int)-result;
	return -1;
}

#ifdef __i386__
# include "i386/vsyscall.h"
#endif
