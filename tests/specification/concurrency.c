/* SPDX-License-Identifier: MIT */
/*
 * Concurrent execution: ten tasks that share all they can start at once, by a
 * futex in shared memory. Two execve, two _exit, and the others unshare one
 * combination after another, each held against the model. In one kind of round
 * they are the threads of a process, and the first execve ends all of it; in
 * the other each is a process of its own.
 */
#include "specification.h"
#include "crowd.h"
#include <asm/signal.h>

#define CAME 50			/* exit status, and the member's number */
#define LEFT 40

struct crowd *crowd;

/* In the new program: what its tasks had in common is as it was. */
int came_again(int argc, char **argv)
{
	char here[64];

	if (argc < 3 || CALL1(umask, OUR_MASK) != OUR_MASK ||
	    CALL2(getcwd, ADDRESS(here), sizeof(here)) < 0 ||
	    !rt_same(here, "/") || CALL1(close, MARK) != -EBADF)
		return 99;
	return (int)rt_number(argv[2], 0);
}

static void come_again(unsigned index)
{
	static char *nothing[1];
	char *command[32], code[8], came[] = "came";
	unsigned i;
	long error;

	append_number(code, CAME + (long)index);
	for (i = 0; again[i] && i < COUNT(command) - 3; i++)
		command[i] = again[i];
	command[i++] = came;
	command[i++] = code;
	command[i] = 0;
	error = (long)CALL3(execve, ADDRESS(again[0]), ADDRESS(command),
		ADDRESS(nothing));
	diag("execve", error);
	rt_exit(99);
}

/* Until one of those that unshare is that far, another time each round */
static void wait_for_others(unsigned index)
{
	struct member *other = &crowd->member[MEMBERS - 1 - index];
	int called;

	other->awaited = (int)((crowd->rounds * 7 + index * 5) % LOOPS);
	while ((called = other->called) < other->awaited)
		futex_wait(&other->called, called);
}

static void member(void)
{
	unsigned index = rt_slot() - 1;
	struct member *me = &crowd->member[index];

	if (!crowd->threads)
		die_with(crowd->leader);
	me->id = rt_gettid();
	me->state = READY;
	futex_wake(&me->state);
	while (!crowd->begun)
		futex_wait(&crowd->begun, 0);
	me->state = BUSY;
	if (index >= EXECVE + EXIT) {
		unshare_often(me);
	} else {
		wait_for_others(index);
		if (index < EXECVE)
			come_again(index);
		me->state = OVER;
		CALL1(exit, LEFT + index);
	}
	me->state = OVER;
}

/* Each process of the round, and how it must end */
static void wait_for_all(const long *ids)
{
	unsigned i;
	int status;

	for (i = 0; i < MEMBERS; i++) {
		status = (int)rt_wait(ids[i]);
		CHECK(status == (i < EXECVE ? CAME + (int)i :
			i < EXECVE + EXIT ? LEFT + (int)i : 0), status);
		crowd->ended++;
	}
	CHECK(CALL1(umask, OUR_MASK) == OUR_MASK, 0);
	CHECK(CALL1(close, MARK) == -EBADF, 0);
	rt_exit(CAME);
}

static void lead(void)
{
	static futex never;
	long ids[MEMBERS];
	unsigned i;

	rt_alarm(1000);
	crowd->leader = rt_gettid();
	CALL1(umask, OUR_MASK);
	CALL1(chdir, ADDRESS("/"));
	situation = running_system();
	situation.threaded = crowd->threads;
	situation.shared = CLONE_NEWNS | SHARED | ALIKE;
	for (i = 0; i < MEMBERS; i++) {
		ids[i] = rt_task(i + 1, crowd->threads ? RT_THREAD_FLAGS :
			SHARED | ALIKE | SIGCHLD, member);
		CHECK(ids[i] > 0, ids[i]);
		crowd->made++;
	}
	for (i = 0; i < MEMBERS; i++)
		while (crowd->member[i].state != READY)
			futex_wait(&crowd->member[i].state, 0);
	crowd->begun = 1;
	futex_wake(&crowd->begun);
	if (!crowd->threads)
		wait_for_all(ids);
	for (;;)
		futex_wait(&never, 0);
}

/* The leader's status is that of a member's new program, or its own. */
static bool round_of_all(void)
{
	long pid;
	int status;
	unsigned i;

	crowd->begun = 0;
	for (i = 0; i < MEMBERS; i++) {
		crowd->member[i].state = 0;
		crowd->member[i].called = 0;
		crowd->member[i].awaited = 0;
	}
	pid = rt_fork(0);
	CHECK(pid >= 0, pid);
	if (pid == 0)
		lead();
	status = (int)rt_wait(pid);
	crowd->rounds++;
	if (crowd->threads && (status == CAME || status == CAME + 1))
		crowd->ended += MEMBERS;
	return status == CAME || status == CAME + 1;
}

static unsigned long calls_so_far(struct tally *sum)
{
	unsigned i;

	memset(sum, 0, sizeof(*sum));
	for (i = 0; i < MEMBERS; i++) {
		sum->compared += crowd->member[i].tally.compared;
		sum->granted += crowd->member[i].tally.granted;
		sum->differing += crowd->member[i].tally.differing;
	}
	return sum->compared;
}

static void rounds(const char *name, bool threads, unsigned long calls)
{
	struct tally sum;
	bool fine = true;
	unsigned i;

	if (!wanted(name))
		return;
	memset(crowd, 0, sizeof(*crowd));
	crowd->threads = threads;
	for (i = 0; i < MEMBERS; i++)
		crowd->member[i].draw = i * 7919 + threads;
	watch_begin();
	while (fine && calls_so_far(&sum) < calls)
		fine = round_of_all();
	watch_end();
	sum.children = crowd->made;
	sum.effects = sum.compared;
	report(name, &sum, fine && crowd->ended == crowd->made);
	diag("rounds", (long)crowd->rounds);
	diag("children accounted for", (long)crowd->ended);
	verdict(reap() == 0, "4. no child is left over");
}

void test_concurrency(void)
{
	const char *processes = "4. concurrency: ten processes";

	crowd = rt_map(sizeof(*crowd), 1);
	CHECK(crowd, 0);
	rounds("4. concurrency: ten threads", true,
		(emulated ? 1000 : 50000) >> fewer);
	if (!emulated)
		rounds(processes, false, 50000 >> fewer);
	else if (wanted(processes))
		skip(processes, "QEMU user mode: clone(2) shares nothing "
			"between processes");
}
