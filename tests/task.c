/* SPDX-License-Identifier: MIT */
/*
 * The runtime's processes and its second thread, as rt.h has them. Where an
 * ABI has several calls for one thing (a newer one that replaces an older, a
 * wider one, another order of arguments), the one that its <asm/unistd.h> has
 * is taken here.
 */
#include "rt.h"
#include <linux/posix_types.h>
#ifdef RT_LIBC
#include <pthread.h>
#include <signal.h>
#else
#include <linux/mman.h>
#include <sched.h>
#endif

#define WATCHDOG 10	/* seconds, which no test needs */

#ifndef RT_LIBC
static volatile long ids[RT_TASKS + 1];		/* of the other tasks */
#endif

long rt_gettid(void)
{
	return (long)CALL0(gettid);
}

void rt_exit(int status)
{
	for (;;)
		CALL1(exit_group, status);
}

void rt_die_with_parent(void)
{
	CALL5(prctl, 1 /* PR_SET_PDEATHSIG */, 9 /* SIGKILL */, 0, 0, 0);
}

void rt_alarm(long seconds)
{
	__kernel_long_t timer[4] = { 0, 0, 0, 0 };	/* struct itimerval */

	timer[2] = seconds;
	CALL3(setitimer, 0 /* ITIMER_REAL */, ADDRESS(timer), 0);
}

void rt_begin_process(void)
{
	static int started;
#ifndef RT_LIBC
	unsigned slot;
#endif

	rt_first = rt_gettid();
#ifndef RT_LIBC
	for (slot = 0; slot < COUNT(ids); slot++)
		ids[slot] = 0;
#endif
	/* The program outlives its children, so as to tell of them. */
	rt_alarm(started ? WATCHDOG : 60);
	started = 1;
}

long rt_wait(long pid)
{
#ifdef __NR_wait4
	volatile int status = -1;

	CALL4(wait4, pid, ADDRESS(&status), 0, 0);
	return status & 127 ? 128 + (status & 127) : status >> 8 & 255;
#else
	/* siginfo_t of a 32-bit ABI: si_code, and si_status */
	volatile int info[32];

	CALL5(waitid, 1 /* P_PID */, pid, ADDRESS(info), 4 /* WEXITED */, 0);
	return info[2] == 1 /* CLD_EXITED */ ? info[5] : 128 + info[5];
#endif
}

int rt_child(void (*function)(void))
{
	long pid = rt_fork(0);

	if (pid < 0)
		rt_fail("rt_fork(0)", __FILE__, __LINE__, pid);
	if (pid == 0) {
		function();
		rt_exit(0);
	}
	return (int)rt_wait(pid);
}

/* The second task, and the pipes that say whose turn it is */

static volatile long other;	/* its id */
static int ended;
static enum rt_kind other_kind;
static void (*other_function)(void);
static int to_first[2], to_other[2];

static void pass(int writer, int reader)
{
	char byte = 0;

	if (ended)
		return;
	CALL3(write, writer, ADDRESS(&byte), 1);
	ended = CALL3(read, reader, ADDRESS(&byte), 1) != 1;
}

void rt_turn(void)
{
	if (rt_gettid() == other)
		pass(to_first[1], to_other[0]);
	else
		pass(to_other[1], to_first[0]);
}

static void other_main(void)
{
	char byte = 0;

	other = rt_gettid();
	if (CALL3(read, to_other[0], ADDRESS(&byte), 1) == 1)
		other_function();
	CALL3(write, to_first[1], ADDRESS(&byte), 1);
}

#ifdef RT_LIBC
static pthread_t thread;

static void *thread_main(void *unused)
{
	other_main();
	return unused;
}

static void begin_thread(void)
{
	int error = pthread_create(&thread, NULL, thread_main, NULL);

	CHECK(error == 0, error);
}

static void end_thread(void)
{
	pthread_join(thread, NULL);
}
#else
#define STACK 65536UL

void *rt_map(unsigned long size, int shared)
{
	/* Volatile, or the compiler may keep it from memory (s390). */
	volatile long arguments[6] = { 0, (long)size, PROT_READ | PROT_WRITE,
		MAP_ANONYMOUS | (shared ? MAP_SHARED : MAP_PRIVATE), -1, 0 };
	unsigned long at;

#if defined __s390__ && defined __NR_mmap2
	at = (unsigned long)CALL1(mmap2, ADDRESS(arguments));
#elif defined __s390__
	at = (unsigned long)CALL1(mmap, ADDRESS(arguments));
#elif defined __NR_mmap2
	at = (unsigned long)CALL6(mmap2, 0, size, arguments[2], arguments[3],
		-1, 0);
#else
	at = (unsigned long)CALL6(mmap, 0, size, arguments[2], arguments[3],
		-1, 0);
#endif
	return at < -4095UL ? (void *)at : 0;
}

static void (*volatile beginning)(void);
static unsigned beginning_slot;

/* Where on a stack its caller was, the compiler knew, but not on which. */
#if defined __i386__ || defined __x86_64__
__attribute__((force_align_arg_pointer))
#endif
void rt_begin_task(void)
{
	void (*function)(void) = beginning;

	rt_die_with_parent();	/* What is no thread of ours has no alarm. */
	ids[beginning_slot] = rt_gettid();
	beginning = 0;
	function();
	for (;;)
		CALL1(exit, 0);
}

long rt_task(unsigned slot, unsigned long flags, void (*function)(void))
{
	static void *stacks[RT_TASKS + 1];
	unsigned long sp;
	long id;

	if (!stacks[slot])
		stacks[slot] = rt_map(STACK, 0);
	if (!stacks[slot])
		return -ENOMEM;
	/* The middle: some stacks grow up, and some have a frame above them. */
	sp = (unsigned long)stacks[slot] + STACK / 2;
#if defined __sparc__ && defined __arch64__
	sp -= 2047;
#endif
	beginning_slot = slot;
	beginning = function;
	id = rt_clone(flags, sp);
	while (id >= 0 && beginning)
		CALL0(sched_yield);
	return id;
}

unsigned rt_slot(void)
{
	long id = rt_gettid();
	unsigned slot = RT_TASKS;

	while (slot && ids[slot] != id)
		slot--;
	return slot;
}

void rt_join(unsigned slot)
{
	while (CALL3(tgkill, rt_first, ids[slot], 0) != -ESRCH)
		CALL0(sched_yield);
	ids[slot] = 0;
}

static void begin_thread(void)
{
	long id = rt_task(1, RT_THREAD_FLAGS, other_main);

	CHECK(id > 0, id);
}

static void end_thread(void)
{
}
#endif

void rt_begin(enum rt_kind kind, void (*function)(void))
{
	long pid;

	CHECK(CALL2(pipe2, ADDRESS(to_first), 0) == 0, 0);
	CHECK(CALL2(pipe2, ADDRESS(to_other), 0) == 0, 0);
	other_kind = kind;
	other_function = function;
	other = -1;
	ended = 0;
	if (kind == RT_THREAD) {
		begin_thread();
		return;
	}
	pid = rt_fork(0);
	CHECK(pid >= 0, pid);
	/* Neither keeps the other's ends: a task that dies then ends a read. */
	if (pid == 0) {
		CALL1(close, to_first[0]);
		CALL1(close, to_other[1]);
		other_main();
		rt_exit(0);
	}
	other = pid;
	CALL1(close, to_first[1]);
	CALL1(close, to_other[0]);
}

/* A thread says that it is done before its end, where the kernel has work. */
int rt_end(void)
{
	rt_turn();
	if (other_kind == RT_PROCESS)
		return (int)rt_wait(other);
	end_thread();
	while (CALL3(tgkill, rt_first, other, 0) != -ESRCH)
		CALL0(sched_yield);
	return 0;
}

#ifndef RT_LIBC
int *__errno_location(void)
{
	static int numbers[RT_TASKS + 1];

	return &numbers[rt_slot()];
}
#endif
