/* SPDX-License-Identifier: MIT */
/*
 * The smallest program that unshares and exits, for `make bench-size`: with
 * the call inline and no libc, or, with -DWITH_LIBC, as libc's users write it.
 */
#define _GNU_SOURCE
#include <sched.h>

#if defined WITH_LIBC || defined NOLIBC
#ifdef NOLIBC
#define unshare(flags) my_syscall1(__NR_unshare, flags)
#else
int unshare(int flags);
#endif

int main(void)
{
	return unshare(CLONE_FS) != 0;
}
#else
#include <asm/unistd.h>
#include <unshare.h>
#define CALL(name, argument) libunshare_syscall1(__NR_##name, argument)

void _start(void);
void _start(void)
{
	for (;;)
		CALL(exit, CALL(unshare, CLONE_FS) != 0);
}
#endif
