/* SPDX-License-Identifier: MIT */
/*
 * One child that calls unshare: a process of its own, one in our memory, or a
 * thread of ours (the only kind that shares anything under QEMU user mode,
 * whose clone(2) knows no others). It waits to be looked at.
 */
#include "specification.h"
#include <asm/signal.h>

static struct trial *now;
static long maker;		/* of the child */

static void child(void)
{
	unsigned i;

	if (!(now->clone_flags & CLONE_THREAD))
		die_with(maker);
	if (now->in_child)
		now->in_child();
	for (i = 0; i < now->count; i++)
		now->error[i] = call(now->word[i]);
	now->acted = effects_act();
	now->called = 1;
	futex_wake(&now->called);
	while (!now->leave)
		futex_wait(&now->leave, 0);
}

static long begin(unsigned long flags)
{
	long id;

	if (flags & CLONE_THREAD)
		return rt_task(1, flags, child);
	if (flags & CLONE_VM)
		return rt_task(1, flags | SIGCHLD, child);
	id = rt_fork(flags);
	if (id == 0) {
		child();
		rt_exit(0);
	}
	return id;
}

static void end(long id)
{
	now->leave = 1;
	futex_wake(&now->leave);
	if (now->clone_flags & CLONE_THREAD)
		rt_join(1);
	else
		rt_wait(id);
}

int try(struct trial *trial)
{
	static const struct sight nothing;
	unsigned long shared = trial->clone_flags;
	unsigned seconds = 0;
	long id;

	now = trial;
	trial->called = trial->leave = 0;
	trial->links = trial->compared = trial->acts = nothing;
	maker = rt_gettid();
	id = begin(trial->clone_flags);
	if (id < 0)
		return (int)-id;
	while (!trial->called && seconds < 60)
		seconds += futex_wait(&trial->called, 0) == ETIMEDOUT;
	CHECK(trial->called, trial->word[0]);
	if (!trial->blind)
		effects_links(id, &trial->links);
	effects_kcmp(id, shared, &trial->compared);
	effects_here(trial->acted, &trial->acts);
	end(id);
	effects_after(trial->acted, &trial->acts);
	/* What was not shared before says nothing. */
	trial->acts.looked_at &= shared | UNEXPECTED;
	trial->acts.seen &= shared | UNEXPECTED;
	return 0;
}

static unsigned long wrong(const struct sight *sight, unsigned long renewed)
{
	return sight->seen ^ (renewed & sight->looked_at);
}

unsigned long wrong_effects(const struct trial *trial, unsigned long renewed)
{
	return wrong(&trial->links, renewed) |
		wrong(&trial->compared, renewed) | wrong(&trial->acts, renewed);
}
