/* SPDX-License-Identifier: MIT */
/*
 * The runtime of the test programs: processes, a second thread, and the Test
 * Anything Protocol, from nothing but inline-syscall.h and the numbers of the
 * kernel's <asm/unistd.h>. The same sources then test an ABI whose libc does
 * not run under the emulator, or that has none. With RT_LIBC start, errno and
 * threads are the libc's; every other call stays as it is, so that nothing
 * but unshare() itself goes through a library.
 *
 * A call rt_x() returns what the kernel does: a value, or -errno.
 */
#ifndef RT_H
#define RT_H

#define _GNU_SOURCE
/* The child of clone() has no stack to return on from a call: inline it is. */
#define __inline__ __inline__ __attribute__((always_inline))
#include <asm/errno.h>
#include <asm/unistd.h>
#include <libunshare/inline-syscall.h>

#ifdef RT_LIBC
#include <errno.h>
#else
/* Our <sched.h> alone: the compiler may find one of another ABI's libc. */
#define _LIBUNSHARE_NO_LIBC
/* One errno for the first thread, one for the other: there are no more. */
int *__errno_location(void);
#define errno (*__errno_location())
#endif

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
/* C's conversion gives an int its sign; an address has none (x32). */
#define ADDRESS(pointer) ((unsigned long)(pointer))
#define CALL0(name) libunshare_syscall0(__NR_##name)
#define CALL1(name, a) libunshare_syscall1(__NR_##name, a)
#define CALL2(name, a, b) libunshare_syscall2(__NR_##name, a, b)
#define CALL3(name, a, b, c) libunshare_syscall3(__NR_##name, a, b, c)
#define CALL4(name, a, b, c, d) libunshare_syscall4(__NR_##name, a, b, c, d)
#define CALL5(name, a, b, c, d, e) \
	libunshare_syscall5(__NR_##name, a, b, c, d, e)
#define CALL6(name, a, b, c, d, e, f) \
	libunshare_syscall6(__NR_##name, a, b, c, d, e, f)

/* What a program of this runtime defines instead of main(). */
int rt_main(int argc, char **argv);

/*
 * Test Anything Protocol, all on standard output, a line at a time. A test is
 * a function that returns if it passes, and ends by CHECK if not; test() runs
 * it in a process of its own, that leaves this one as it was.
 */
void test(const char *name, void (*function)(void));
void skip(const char *name, const char *reason);
void diag(const char *text, long number);
int done(void);		/* prints the plan; the status to exit with */
/* A line of output, put together of parts; end_line() writes it at once. */
void put(const char *text);
void put_number(long number);
void put_hex(unsigned long number);
void end_line(void);
/* The result of a test that is not a function of its own. */
void verdict(int passed, const char *name);

/* Ends the process, and so the test, with a diagnostic that has the value. */
#define CHECK(condition, value) do {					\
	if (!(condition))						\
		rt_fail(#condition, __FILE__, __LINE__, (long)(value));	\
} while (0)
void rt_fail(const char *condition, const char *file, int line, long value)
	__attribute__((noreturn));
void rt_exit(int status) __attribute__((noreturn));

/*
 * A second task, at most one at a time, and never both at work at once: it
 * starts when this one calls rt_turn() first, and then each runs until it
 * calls rt_turn(). rt_end() lets the other run to its end; 0 if that is well.
 */
enum rt_kind { RT_THREAD, RT_PROCESS };
void rt_begin(enum rt_kind kind, void (*function)(void));
void rt_turn(void);
int rt_end(void);

/* A child that runs the function: its exit status, 128 + signal if killed. */
int rt_child(void (*function)(void));

#ifndef RT_LIBC
/*
 * Tasks that share this one's memory, each on a stack of its own, from slot 1
 * to RT_TASKS: what clone() says to the flags, CLONE_VM among them. One ends
 * with its function, or by exit(2). Only the first task of a process may call.
 */
#define RT_TASKS 12
#define RT_THREAD_FLAGS (CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | \
	CLONE_THREAD | CLONE_SYSVSEM)
long rt_task(unsigned slot, unsigned long flags, void (*function)(void));
unsigned rt_slot(void);		/* the caller's, 0 in the first task */
void rt_join(unsigned slot);	/* until that thread is gone */
/* clone(2) for it, and what the child then does: clone.c and task.c */
long rt_clone(unsigned long flags, unsigned long sp);
void rt_begin_task(void) __attribute__((noreturn));
/* Memory, all 0, which is shared with children or not; 0 if there is none. */
void *rt_map(unsigned long size, int shared);
#endif

extern long rt_first;		/* id of this process, its first thread's */
long rt_gettid(void);
/* To be called first in every process; sets an alarm, lest a test hang. */
void rt_begin_process(void);
/* Seconds until this process is ended, instead of the usual. */
void rt_alarm(long seconds);
/* The child's id, 0 in the child, which dies with this process. */
long rt_fork(unsigned long flags);
long rt_wait(long pid);		/* the status, as of rt_child */
/* After a change of user id, which makes the kernel forget about it. */
void rt_die_with_parent(void);

/* A set of one semaphore; add a number to it, with RT_SEM_UNDO; its value */
#define RT_SEM_UNDO 0x1000
long rt_semget(long key, int flags);
long rt_semop(long set, int number, int flags);
long rt_semval(long set);

/*
 * The call with values alive in every register, by a stub and by the trap of
 * inline-syscall.h: 0, or which value was lost; *result is what it returned.
 */
int stub_keeps(int (*stub)(int), int flags, long *result);
int trap_keeps(int flags, long *result);

/* The file's text, cut and ended by 0: the length. */
long rt_read(const char *path, char *text, unsigned long size);
long rt_write(const char *path, const char *text);
long rt_readlink(const char *path, char *text, unsigned long size);
unsigned long rt_length(const char *text);
int rt_same(const char *a, const char *b);
int rt_starts(const char *text, const char *start);
/* The number that the text begins with; *end, unless 0, is behind it. */
unsigned long rt_number(const char *text, const char **end);

#endif
