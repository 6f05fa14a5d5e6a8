/* SPDX-License-Identifier: MIT */
/*
 * The program whose instructions `make bench-insns` counts: it calls CALL
 * three times with success and three times with an error. The calls stand in a
 * section of their own, so that whatever is executed outside of it between two
 * of its instructions is the callee, on every ABI; a system call that is made
 * inline has a function for itself, which is counted with its return.
 *
 *   -DCALL=unshare    a library's, or one of our stubs
 *   -DCALL=inlined    our inline call
 *   -DCALL=nolibc     the kernel's nolibc, by -include nolibc.h
 *   -DCALL=by_number  libc's syscall(SYS_unshare, flags)
 *   -DWITHOUT_LIBC    tests/start.S begins, and errno is a variable
 *   -DWITHOUT_ERROR   success instead of an error (where libc's error path
 *                     needs a libc that was started)
 *
 * Status: 0 if all calls answered what was asked for, else 1.
 */
#ifdef WITHOUT_LIBC
#include <asm/unistd.h>
#endif
#include <unshare.h>

#ifdef WITHOUT_ERROR
#define BAD 0
#else
#define BAD -1		/* bits that no kernel knows */
#endif

#ifndef NOLIBC
int unshare(int flags);
long syscall(long number, ...);
#endif

#define OUT_OF_LINE __attribute__((noinline, unused))

OUT_OF_LINE static int inlined(int flags)
{
	return unshare_raw(flags);
}

#ifdef NOLIBC
OUT_OF_LINE static int nolibc(int flags)
{
	return my_syscall1(LIBUNSHARE_NR_unshare, flags);
}
#endif

#define by_number(flags) syscall(LIBUNSHARE_NR_unshare, flags)

__attribute__((noinline, section("bench_caller"))) int call_all(void);
int call_all(void)
{
	int good, bad;

	good = CALL(0);
	bad = CALL(BAD);
	good |= CALL(0);
	bad |= CALL(BAD);
	good |= CALL(0);
	bad |= CALL(BAD);
	return good || bad >= !BAD;
}

#ifdef WITHOUT_LIBC
int *__errno_location(void);
int *__errno_location(void)
{
	static int number;

	return &number;
}

#ifdef __i386__
static long *initial_stack;	/* argc, argv, 0, the environment, 0, ... */

/* Its stub asks for the vDSO's entry. */
unsigned long getauxval(unsigned long type);
unsigned long getauxval(unsigned long type)
{
	long *at = initial_stack + 1 + *initial_stack + 1;

	while (*at++)
		;
	while (*at && *at != (long)type)
		at += 2;
	return (unsigned long)at[1];
}
#endif

void rt_start(long *sp);
void rt_start(long *sp)
{
#ifdef __i386__
	initial_stack = sp;
#endif
	(void)sp;
	for (;;)
		libunshare_syscall1(__NR_exit, call_all());
}
#else
int main(void)
{
	return call_all();
}
#endif
