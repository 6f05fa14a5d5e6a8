/* SPDX-License-Identifier: MIT */
/*
 * Every pair of contexts shared and not, by clone(2): the flags of the pair and
 * of each alone undo exactly the sharing they name. Then what namespaces do to
 * children, and the limits that user namespaces pass on.
 */
#include "testing.h"
#include <errno.h>

static bool same(struct model_task *a, struct model_task *b,
	enum model_kind kind)
{
	struct model_context *mine = model_peek(a, kind);
	struct model_context *yours = model_peek(b, kind);
	bool result = mine && mine == yours;

	model_put(a->system, mine);
	model_put(b->system, yours);
	return result;
}

static struct model_context *ns(struct model_task *task, enum model_kind kind)
{
	return task->context[MODEL_NSPROXY]->ns[MODEL_NS(kind)];
}

/* The flags of all that both have */
static unsigned long common(struct model_task *a, struct model_task *b)
{
	unsigned long flags = 0;
	enum model_kind kind;

	for (kind = MODEL_FS; kind <= MODEL_SIGNAL; kind++)
		if (kind != MODEL_NSPROXY && same(a, b, kind))
			flags |= model_flag(kind);
	for (kind = MODEL_NS_FIRST; kind < MODEL_ACTIVE_TIME; kind++)
		if (ns(a, kind) == ns(b, kind))
			flags |= model_flag(kind);
	if (a->context[MODEL_CRED]->owner == b->context[MODEL_CRED]->owner)
		flags |= CLONE_NEWUSER;
	return flags;
}

#define TASK (CLONE_FS | CLONE_FILES | CLONE_SYSVSEM | CLONE_VM | \
	CLONE_SIGHAND | CLONE_THREAD)
#define NS (CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWPID | \
	CLONE_NEWCGROUP | CLONE_NEWNET | CLONE_NEWTIME | CLONE_NEWUSER)

/* What unshare(word) leaves in common of what was, without the model's help */
static unsigned long remains(unsigned long shared, unsigned long word)
{
	if (word & (CLONE_NEWNS | CLONE_NEWUSER))
		word |= CLONE_FS;
	if (word & CLONE_NEWIPC)
		word |= CLONE_SYSVSEM;
	return shared & ~(word & (NS | CLONE_FS | CLONE_FILES | CLONE_SYSVSEM));
}

static bool refused(unsigned long shared, unsigned long word)
{
	if (word & CLONE_VM)
		word |= CLONE_SIGHAND;
	if (word & (CLONE_SIGHAND | CLONE_NEWUSER))
		word |= CLONE_THREAD;
	return shared & word & (CLONE_VM | CLONE_SIGHAND | CLONE_THREAD);
}

static struct tally pairs;

static void pair(unsigned long shared, unsigned long word)
{
	struct memory memory = { .fail_at = -1 };
	struct model_situation s = plain(V(6, 18, 0));
	struct model_system system;
	struct model_task task, other;
	struct model_answer a;
	unsigned long before, after;

	model_boot(&system, &task, &s, &counting, &memory);
	model_clone(&task, &other, shared);
	before = common(&task, &other);
	model_unshare(&task, word, &a);
	after = common(&task, &other);
	pairs.compared++;
	if (before != (shared | NS) || a.error != (refused(shared, word) ?
	    EINVAL : 0) || after != (a.error ? before : remains(before, word)))
		differ(&pairs, "shared %#lx, word %#lx: error %d, %#lx then "
			"%#lx", shared, word, a.error, before, after);
	model_exit(&task);
	model_exit(&other);
	if (atomic_load(&memory.live))
		differ(&pairs, "shared %#lx, word %#lx: left", shared, word);
}

static void every_pair(void)
{
	unsigned long shared, i, j;

	shared = 0;
	do {
		for (i = TASK | NS; i; i &= i - 1) {
			pair(shared, i & -i);
			for (j = i & (i - 1); j; j &= j - 1)
				pair(shared, (i & -i) | (j & -j));
		}
		shared = (shared - TASK) & TASK;
	} while (shared);
	ok(!pairs.differing, "each pair of contexts, shared and not",
		"%lu pairs and sharings compared", pairs.compared);
}

/* Each in the last one */
static void nest(void)
{
	struct memory memory = { .fail_at = -1 };
	struct model_situation s = plain(V(6, 18, 0));
	struct model_system system;
	struct model_task task;
	struct model_answer a;
	struct model_context *first;
	unsigned depth, all;

	model_boot(&system, &task, &s, &counting, &memory);
	first = model_get(task.context[MODEL_CRED]->owner);
	for (depth = 0; ; depth++) {
		model_unshare(&task, CLONE_NEWUSER | CLONE_NEWUTS, &a);
		if (a.error)
			break;
		/* newuidmap(1) would do that. */
		task.context[MODEL_CRED]->unmapped = false;
	}
	all = atomic_load(&first->count[MODEL_USER]);
	ok(a.rule == MODEL_USER_DEPTH && a.error == ENOSPC && depth == 33 &&
		all == 33, "user namespaces nest 33 deep, and count in all "
		"above", "%u deep, %u counted", depth, all);
	model_exit(&task);
	all = atomic_load(&first->count[MODEL_USER]) +
		atomic_load(&first->count[MODEL_UTS]);
	model_put(&system, first);
	ok(!all && !atomic_load(&memory.live), "and go all at once",
		"%u counted, %ld left", all, atomic_load(&memory.live));
}

/* A limit above is one: the new user namespace has none of its own. */
static void limit_above(void)
{
	struct memory memory = { .fail_at = -1 };
	struct model_situation s = plain(V(6, 18, 0));
	struct model_system system;
	struct model_task task, other;
	struct model_answer a, b, c;
	struct model_context *user;

	model_boot(&system, &task, &s, &counting, &memory);
	model_clone(&task, &other, 0);
	user = task.context[MODEL_CRED]->owner;
	user->max[MODEL_NET] = atomic_load(&user->count[MODEL_NET]) + 1;
	model_unshare(&task, CLONE_NEWUSER | CLONE_NEWNET, &a);
	model_unshare(&task, CLONE_NEWNET | CLONE_NEWUTS, &b);
	user = task.context[MODEL_CRED]->owner;
	ok(!a.error && b.error == ENOSPC && b.rule == MODEL_LIMIT &&
		b.flag == CLONE_NEWNET &&
		atomic_load(&user->count[MODEL_NET]) == 1 &&
		atomic_load(&user->count[MODEL_UTS]) == 0,
		"a limit above holds, and a refusal is not counted",
		"%d, then %d: %s", a.error, b.error, model_text(b.rule));
	user->max[MODEL_USER] = 0;
	task.context[MODEL_CRED]->unmapped = false;
	model_unshare(&task, CLONE_NEWUSER, &c);
	ok(c.error == ENOSPC && c.rule == MODEL_LIMIT, "user namespaces have "
		"such a limit too", "%d", c.error);
	model_exit(&other);
	model_exit(&task);
}

static void children(void)
{
	struct memory memory = { .fail_at = -1 };
	struct model_situation s = plain(V(6, 18, 0));
	struct model_system system;
	struct model_task task, child, thread;
	struct model_answer a, b, c;
	struct model_context *active;
	int error, again;

	model_boot(&system, &task, &s, &counting, &memory);
	active = task.context[MODEL_ACTIVE_PID];
	model_unshare(&task, CLONE_NEWPID | CLONE_NEWTIME, &a);
	ok(!a.error && task.context[MODEL_ACTIVE_PID] == active &&
		ns(&task, MODEL_PID) != active && ns(&task, MODEL_TIME) !=
		ns(&task, MODEL_ACTIVE_TIME), "pid and time namespaces are "
		"not for the caller", "%d", a.error);
	error = model_clone(&task, &thread, CLONE_THREAD);
	again = model_clone(&task, &child, 0);
	model_unshare(&task, CLONE_NEWPID, &b);
	model_unshare(&child, CLONE_NEWPID | CLONE_NEWTIME, &c);
	ok(!again && b.error == EINVAL && b.rule == MODEL_PID_AGAIN &&
		!c.error && ns(&child, MODEL_ACTIVE_TIME) == ns(&task,
		MODEL_TIME) && child.context[MODEL_ACTIVE_PID] == ns(&task,
		MODEL_PID), "but for its children: no second NEWPID for it, "
		"not even after the first child", "%d, %d", b.error, c.error);
	ok(error == EINVAL, "nor threads after it", "%d", error);
	model_unshare(&child, CLONE_SYSVSEM, &c);
	again = model_clone(&child, &thread, CLONE_SYSVSEM);
	ok(!c.error && !again && !thread.context[MODEL_UNDO] &&
		!model_peek(&thread, MODEL_UNDO), "semaphore adjustments once "
		"given up are not there to share", "%d", c.error);
	model_exit(&thread);
	model_exit(&child);
	model_exit(&task);
	ok(!atomic_load(&memory.live), "nothing is left", "%ld",
		atomic_load(&memory.live));
}

int main(void)
{
	every_pair();
	nest();
	limit_above();
	children();
	return done();
}
