/* SPDX-License-Identifier: MIT */
/*
 * Signals do not interrupt the call: while a timer fires in a process, and its
 * parent stops and continues it all the time, every answer is the model's, and
 * none is EINTR.
 */
#include "specification.h"
#include <asm/signal.h>
#include <linux/time_types.h>

#define CALLS 1000		/* and signals, at least; emulated: a tenth */
#define MICROSECONDS 100	/* between the signals of the timer */

static struct storm {
	volatile int over;
	volatile unsigned long calls, signals, stops;
	struct tally tally;
} *storm;
static bool timer;		/* can be used */

static void handler(int signal)
{
	(void)signal;
	storm->signals++;
}

/*
 * The way back from a handler: of most architectures the kernel knows it. That
 * of sparc returns to 8 bytes behind the address that it is given.
 */
#define TEXT_OF(number) #number
#define TEXT(number) TEXT_OF(number)
#if defined __x86_64__
#define WAY_BACK "endbr64\n movl $" TEXT(__NR_rt_sigreturn) ", %eax\n syscall"
#define FLAGS SA_RESTORER
#elif defined __sparc__ && defined __arch64__
#define WAY_BACK "mov " TEXT(__NR_rt_sigreturn) ", %g1\n ta 0x6d"
#elif defined __sparc__
#define WAY_BACK "mov " TEXT(__NR_rt_sigreturn) ", %g1\n ta 0x10"
#define FLAGS SA_SIGINFO	/* else it is sigreturn */
#elif defined __alpha__
#define WAY_BACK "mov $30, $16\n ldi $0, " TEXT(__NR_rt_sigreturn) "\n callsys"
#define FLAGS SA_SIGINFO	/* else it is sigreturn */
#endif
#ifdef WAY_BACK
void way_back(void);
__asm__(".text\n"
	".globl way_back\n"
	".type way_back, @function\n"
	"way_back: " WAY_BACK "\n"
	".size way_back, . - way_back");
#endif
#ifndef FLAGS
#define FLAGS 0
#endif

/* What rt_sigaction(2) takes, which is not what a libc has */
static long catch_signal(int signal)
{
	struct {
#ifdef __mips__
		unsigned flags;
		void (*handler)(int);
		unsigned char mask[16];
#else
		void (*handler)(int);
		unsigned long flags;
#if defined SA_RESTORER || defined __sparc__
		void (*restorer)(void);
#endif
		unsigned char mask[8];
#endif
	} action;

	memset(&action, 0, sizeof(action));
	action.flags = FLAGS;
	action.handler = handler;
#ifdef __x86_64__
	action.restorer = way_back;
#endif
#ifdef __sparc__
	return (long)CALL5(rt_sigaction, signal, ADDRESS(&action), 0,
		ADDRESS(way_back) - 8, sizeof(action.mask));
#elif defined __alpha__
	return (long)CALL5(rt_sigaction, signal, ADDRESS(&action), 0,
		sizeof(action.mask), ADDRESS(way_back));
#else
	return (long)CALL5(rt_sigaction, signal, ADDRESS(&action), 0,
		sizeof(action.mask), 0);
#endif
}

static void set_timer(int microseconds)
{
	struct __kernel_old_itimerval timer;

	memset(&timer, 0, sizeof(timer));
	timer.it_interval.tv_usec = timer.it_value.tv_usec = microseconds;
	CALL3(setitimer, 0 /* ITIMER_REAL */, ADDRESS(&timer), 0);
}

static void call_once(unsigned long word)
{
	struct model_answer answer;
	int error;

	ask(&situation, word, &answer);
	error = call(word);
	if (answer.renewed & CLONE_NEWPID)
		situation.pid_again = true;
	storm->calls++;
	storm->tally.compared++;
	storm->tally.granted += !error;
	if (error != answer.error &&
	    differs(&storm->tally, "in a storm of signals", word)) {
		put("error ");
		put_number(error);
		put(", not ");
		put_number(answer.error);
		end_line();
	}
}

static void one_signal(void)
{
	long result = catch_signal(SIGALRM);

	CHECK(result == 0, result);
	CALL2(kill, rt_gettid(), SIGALRM);
}

/*
 * QEMU user mode has no way back from a handler for some (7.2: armeb); for or1k
 * it begins the handler as if in the slot of a branch that is last in its page.
 */
static bool handlers_work(void)
{
#ifdef __or1k__
	if (emulated)
		return false;
#endif
	return !emulated || rt_child(one_signal) == 0;
}

static void call_often(void)
{
	static const unsigned long words[] = { CLONE_FS, CLONE_FILES,
		CLONE_SYSVSEM, CLONE_NEWUTS, CLONE_NEWIPC, CLONE_NEWCGROUP,
		CLONE_NEWNS | CLONE_FILES, CLONE_NEWPID, CLONE_VM, 1 };
	unsigned i, least = 1 + ((emulated ? CALLS / 10 : CALLS) >> fewer);
	unsigned signals = timer ? least : 0;

	situation.shared = CLONE_NEWNS;
	if (timer) {
		catch_signal(SIGALRM);
		set_timer(MICROSECONDS);
	}
	while (storm->calls < least || storm->signals < signals ||
	    storm->stops < least)
		for (i = 0; i < COUNT(words); i++)
			call_once(words[i]);
	set_timer(0);
	storm->over = 1;
	rt_exit(0);
}

/* It is not to starve: one more call for each stop. */
static void stop_often(long pid)
{
	unsigned long calls;

	while (!storm->over) {
		calls = storm->calls;
		CALL2(kill, pid, SIGSTOP);
		CALL0(sched_yield);
		CALL2(kill, pid, SIGCONT);
		storm->stops++;
		while (!storm->over && storm->calls == calls)
			CALL0(sched_yield);
	}
}

void test_signals(void)
{
	const char *name = "5. in a storm of signals, never EINTR";
	int status;
	long pid, stopper;

	if (!wanted(name))
		return;
	storm = rt_map(sizeof(*storm), 1);
	CHECK(storm, 0);
	situation = running_system();
	timer = handlers_work();
	pid = rt_fork(0);
	CHECK(pid >= 0, pid);
	if (pid == 0) {
		rt_alarm(600);
		call_often();
	}
	stopper = rt_fork(0);
	CHECK(stopper >= 0, stopper);
	if (stopper == 0) {
		rt_alarm(600);
		stop_often(pid);
		rt_exit(0);
	}
	status = (int)rt_wait(pid);
	storm->over = 1;
	rt_wait(stopper);
	storm->tally.children = storm->tally.effects = 1;
	report(name, &storm->tally, status == 0);
	if (!timer)
		diag("signal handlers can be used", timer);
	diag("signals of the timer", (long)storm->signals);
	diag("stops", (long)storm->stops);
}
