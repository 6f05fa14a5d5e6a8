/* SPDX-License-Identifier: MIT */
/*
 * The runtime's clone(2), as rt.h has it: what it returns wants to stay in its
 * register.
 */
#include "rt.h"
#ifdef RT_LIBC
#include <signal.h>
#else
#include <asm/signal.h>
#endif
#include <sched.h>

long rt_first;

/*
 * What clone() returns in the child is 0, but on sparc the parent's id, and a
 * second result tells which. There a task that shares memory looks at its own
 * id, which takes memory: on another ABI the way to it may lead over a stack
 * that is not there.
 */
#ifdef __sparc__
#define IN_CHILD(result) ((result) >= 0 && CALL0(gettid) != rt_first)
#else
#define IN_CHILD(result) ((result) == 0)
#endif

static __inline__ long raw_clone(unsigned long flags, unsigned long stack)
{
#ifdef __s390__
	return (long)CALL5(clone, stack, flags, 0, 0, 0);
#else
	return (long)CALL5(clone, flags, stack, 0, 0, 0);
#endif
}

long rt_fork(unsigned long flags)
{
	long parent = rt_first, pid;
#ifdef __sparc__
	/* Stored in the child's memory only; one of the two is the place. */
	volatile int id = 0;

	pid = (long)CALL5(clone, flags | SIGCHLD | CLONE_CHILD_SETTID, 0, 0,
		ADDRESS(&id), ADDRESS(&id));
	if (id) {
#else
	pid = raw_clone(flags | SIGCHLD, 0);
	if (IN_CHILD(pid)) {
#endif
		rt_die_with_parent();
		/* It may be gone already; 0 is one in another namespace. */
		pid = (long)CALL0(getppid);
		if (pid > 0 && pid != parent)
			rt_exit(99);
		rt_begin_process();
		return 0;
	}
	return pid;
}

#ifndef RT_LIBC
/*
 * The child begins here, with registers like ours and a stack that is empty.
 * It must neither return nor look at a variable of ours, so it only calls.
 * Compiled without optimisation (sh, whose gcc 12 makes mistakes in it), the
 * result is a variable, which must not be found by a frame pointer for both.
 */
#if !defined __OPTIMIZE__ && !defined __clang__
__attribute__((optimize("omit-frame-pointer")))
#endif
long rt_clone(unsigned long flags, unsigned long sp)
{
	long id = raw_clone(flags, sp);

	if (IN_CHILD(id))
		rt_begin_task();
	return id;
}
#endif
