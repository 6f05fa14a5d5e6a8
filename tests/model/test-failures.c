/* SPDX-License-Identifier: MIT */
/*
 * No memory: every allocation that a word reaches fails in turn, and each time
 * the task is as it was, every reference and every count of namespaces too.
 * Then the call succeeds, the tasks end, and nothing is left.
 *
 * All combinations of the bits that a version takes, with a second process
 * that shares everything, so that there is something to copy.
 */
#include "testing.h"
#include <errno.h>
#include <stdlib.h>

/* All that can be reached from a task, as one number */
static unsigned long mix(unsigned long sum, unsigned long value)
{
	return (sum ^ value) * 0x9e3779b1UL + (sum >> 7);
}

static unsigned long sum_context(unsigned long sum,
	const struct model_context *context)
{
	size_t i;

	for (; context; context = context->owner) {
		sum = mix(sum, context->id);
		sum = mix(sum, (unsigned long)atomic_load(&context->users));
		sum = mix(sum, context->capable * 2U + context->unmapped);
		for (i = 0; i < MODEL_KINDS; i++)
			sum = mix(sum, atomic_load(&context->count[i]));
		for (i = 0; i < COUNT(context->ns); i++)
			if (context->ns[i])
				sum = sum_context(sum, context->ns[i]);
	}
	return sum;
}

static unsigned long sum_task(const struct model_task *task)
{
	unsigned long sum = 0;
	size_t i;

	for (i = 0; i < MODEL_HELD; i++)
		sum = sum_context(mix(sum, i), task->context[i]);
	return sum;
}

static struct tally calls, changes, leaks;

static void unshare_failing(int version, unsigned long word)
{
	struct memory memory = { .fail_at = -1 };
	struct model_situation s = plain(version);
	struct model_system system;
	struct model_task task, other;
	struct model_answer a;
	unsigned long before;
	long live, n = 0;
	int expected;

	model_boot(&system, &task, &s, &counting, &memory);
	model_clone(&task, &other, CLONE_FS | CLONE_FILES | CLONE_SYSVSEM);
	before = sum_task(&task);
	live = atomic_load(&memory.live);
	do {
		atomic_store(&memory.allocated, 0);
		memory.fail_at = n++;
		model_unshare(&task, word, &a);
		calls.compared++;
		expected = a.rule == MODEL_NO_COUNTS ? EAGAIN : ENOMEM;
		if (!a.error || atomic_load(&memory.allocated) < n)
			break;
		if (a.error != expected || a.renewed)
			differ(&calls, "version %d, word %#lx: %d", version,
				word, a.error);
		if (sum_task(&task) != before ||
		    atomic_load(&memory.live) != live)
			differ(&changes, "version %d, word %#lx, failure %ld",
				version, word, n);
		changes.compared++;
	} while (n < MODEL_OBJECTS);
	/* Where it fails without, it is not for lack of memory. */
	if (a.error && (sum_task(&task) != before || a.error != EINVAL))
		differ(&changes, "version %d, word %#lx: %d", version, word,
			a.error);
	model_exit(&task);
	model_exit(&other);
	leaks.compared++;
	if (atomic_load(&memory.live) || memory.mistakes)
		differ(&leaks, "version %d, word %#lx: %ld left, %lu under "
			"the lock", version, word, atomic_load(&memory.live),
			memory.mistakes);
}

static bool few(unsigned long word, int most)
{
	for (; word; word &= word - 1)
		most--;
	return most >= 0;
}

/* Every subset of the mask; the word of no bits too */
static void combinations(int version, int most)
{
	unsigned long mask, word = 0;

	mask = model_mask(version) & model_mask(V(7, 2, 0));
	do {
		if (few(word, most))
			unshare_failing(version, word);
		word = (word - mask) & mask;
	} while (word);
}

/* A word that changes everything, and the first task, and a child */
static void elsewhere(void)
{
	struct model_situation s = plain(V(7, 2, 0));
	struct memory memory = { .fail_at = -1 };
	struct tally tally = { 0, 0 };
	struct model_system system;
	struct model_task task, child;
	struct model_answer a;
	unsigned long before;
	long n, live;
	int error;

	s.pid_again = true;
	s.shared = CLONE_FS | CLONE_FILES;
	for (n = 0, error = ENOMEM; error; n++) {
		atomic_store(&memory.allocated, 0);
		memory.fail_at = n;
		error = model_ask(&s, CLONE_NEWUSER | CLONE_NEWNS, &counting,
			&memory, &a) || a.error == ENOMEM || a.error == EAGAIN;
		if (atomic_load(&memory.live))
			differ(&tally, "ask, failure %ld", n);
		tally.compared++;
	}
	if (n > MODEL_OBJECTS)
		differ(&tally, "ask takes %ld objects", n);

	memory.fail_at = -1;
	s.pid_again = false;
	model_boot(&system, &task, &s, &counting, &memory);
	model_unshare(&task, CLONE_NEWTIME, &a);
	before = sum_task(&task);
	live = atomic_load(&memory.live);
	for (n = 0, error = ENOMEM; error; n++) {
		atomic_store(&memory.allocated, 0);
		memory.fail_at = n;
		error = model_clone(&task, &child, 0);
		if (error && (sum_task(&task) != before ||
		    atomic_load(&memory.live) != live))
			differ(&tally, "clone, failure %ld", n);
		tally.compared++;
	}
	model_exit(&child);
	model_exit(&task);
	if (atomic_load(&memory.live) || memory.mistakes)
		differ(&tally, "%ld left", atomic_load(&memory.live));
	ok(!tally.differing, "no memory for a task or a child: nothing is lost",
		"%lu failures", tally.compared);
}

/* The number of bits of the longest words may be given. */
int main(int argc, char **argv)
{
	static const int some[] = { V(2, 6, 16), V(2, 6, 20), V(2, 6, 24),
		V(3, 8, 0), V(4, 2, 0), V(6, 18, 0), V(7, 2, 0) };
	size_t i;

	for (i = 0; i < COUNT(some); i++)
		combinations(some[i], argc > 1 ? atoi(argv[1]) : 64);
	ok(!calls.differing, "a failing allocation is ENOMEM, and EAGAIN that "
		"of the counters", "%lu calls", calls.compared);
	ok(!changes.differing, "a call that fails changes nothing",
		"%lu failures in %lu combinations", changes.compared,
		leaks.compared);
	ok(!leaks.differing, "no reference is lost, and none taken twice",
		"%lu combinations", leaks.compared);
	elsewhere();
	return done();
}
