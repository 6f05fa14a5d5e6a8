/* SPDX-License-Identifier: MIT */
/*
 * NEWPID and NEWTIME act on the children that come later: the caller stays
 * where it is, the first child is process 1, and the next one is with it, where
 * /proc says that the caller's children go.
 */
#include "specification.h"

#define LINK 64

static struct seen {
	futex ready, leave;
	volatile long id;
	char pid[LINK], time[LINK];
} *children;			/* two, which the parent sees */

static void look(const char *name, char text[LINK])
{
	char path[64];

	/* A thread's children go where that thread said. */
	append(append_number(append(path, "/proc/"), rt_gettid()), name);
	rt_readlink(path, text, LINK);
}

static void in_child(struct seen *seen)
{
	seen->id = rt_gettid();
	/* The caller's /proc knows this process by another number. */
	rt_readlink("/proc/self/ns/pid", seen->pid, LINK);
	rt_readlink("/proc/self/ns/time", seen->time, LINK);
	seen->ready = 1;
	futex_wake(&seen->ready);
	while (!seen->leave)
		futex_wait(&seen->leave, 0);
	rt_exit(0);
}

static long bear(struct seen *seen)
{
	long pid = rt_fork(0);

	CHECK(pid >= 0, pid);
	if (pid == 0)
		in_child(seen);
	while (!seen->ready)
		futex_wait(&seen->ready, 0);
	return pid;
}

static void children_only(void)
{
	static char pid[2][LINK], time[2][LINK], went[LINK];
	struct model_answer answer;
	unsigned long word = CLONE_NEWPID | (situation.built & CLONE_NEWTIME);
	long id = rt_gettid(), born[2];
	int i, error;

	look("/ns/pid", pid[0]);
	look("/ns/time", time[0]);
	ask(&situation, word, &answer);
	error = call(word);
	CHECK(error == answer.error && error == 0, error);
	for (i = 0; i < 2; i++)
		born[i] = bear(&children[i]);
	look("/ns/pid", pid[1]);
	look("/ns/time", time[1]);
	CHECK(rt_gettid() == id, rt_gettid());
	CHECK(rt_same(pid[0], pid[1]) && rt_same(time[0], time[1]), 0);
	look("/ns/pid_for_children", went);
	for (i = 0; i < 2; i++) {
		/* The emulator has threads, so the next need not be 2. */
		CHECK(i ? children[i].id > 1 : children[i].id == 1,
			children[i].id);
		CHECK(!rt_same(children[i].pid, pid[0]), i);
		CHECK(!went[0] || rt_same(children[i].pid, went), i);
	}
	look("/ns/time_for_children", went);
	for (i = 0; word & CLONE_NEWTIME && i < 2; i++) {
		CHECK(!rt_same(children[i].time, time[0]), i);
		CHECK(rt_same(children[i].time, went), i);
	}
	for (i = 1; i >= 0; i--) {
		children[i].leave = 1;
		futex_wake(&children[i].leave);
		CHECK(rt_wait(born[i]) == 0, i);
	}
}

void test_children(void)
{
	const char *name = "5. NEWPID and NEWTIME act on later children only";

	if (!wanted(name))
		return;
	situation = running_system();
	children = rt_map(2 * sizeof(*children), 1);
	CHECK(children, 0);
	if (!situation.capable)
		skip(name, "not an administrator");
	else if (!(situation.built & CLONE_NEWPID))
		skip(name, "this kernel has no pid namespaces");
	else
		test(name, children_only);
}
