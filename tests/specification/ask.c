/* SPDX-License-Identifier: MIT */
/* Asking the model and the kernel, and telling where they differ. */
#include "specification.h"
#include <linux/futex.h>

unsigned long all_compared, all_differing;

/* The model's memory: one for each task, given back all at once */
static struct arena {
	struct model_context objects[MODEL_OBJECTS];
	size_t used;
} arenas[RT_TASKS + 1];

static void *allocate(void *cookie, size_t size)
{
	struct arena *arena = cookie;

	(void)size;
	CHECK(arena->used < COUNT(arena->objects), arena->used);
	return &arena->objects[arena->used++];
}

static void release(void *cookie, void *object)
{
	(void)cookie;
	(void)object;
}

static void lock(void *cookie, struct model_task *task)
{
	(void)cookie;
	(void)task;
}

void ask(const struct model_situation *about, unsigned long word,
	struct model_answer *answer)
{
	static const struct model_ops ops = { allocate, release, lock, lock };
	struct arena *arena = &arenas[rt_slot()];
	int error;

	arena->used = 0;
	error = model_ask(about, word, &ops, arena, answer);
	CHECK(error == 0, error);
}

int call(unsigned long word)
{
	if (word == (unsigned)word)
		return unshare((int)word) ? errno : 0;
	return -(int)CALL1(unshare, word);
}

bool differs(struct tally *tally, const char *where, unsigned long word)
{
	if (tally->differing++ >= 3)
		return false;
	put("# ");
	put(where);
	put(": word ");
	put_hex(word);
	put(": ");
	return true;
}

static void put_count(unsigned long count, const char *what)
{
	put_number((long)count);
	put(what);
}

void report(const char *name, const struct tally *sum, bool passed)
{
	verdict(passed && sum->compared && !sum->differing, name);
	put("# ");
	put(name);
	put(": ");
	put_count(sum->compared, " compared, ");
	put_count(sum->granted, " granted; ");
	put_count(sum->children, " children, effects seen of ");
	put_count(sum->effects, "; ");
	put_count(sum->differing, " differ");
	end_line();
	all_compared += sum->compared;
	all_differing += sum->differing;
}

int futex_wait(futex *at, int value)
{
#ifdef __NR_futex
	__kernel_long_t second[2] = { 1, 0 };

	return -(int)CALL6(futex, ADDRESS(at), FUTEX_WAIT, value,
		ADDRESS(second), 0, 0);
#else
	long long second[2] = { 1, 0 };

	return -(int)CALL6(futex_time64, ADDRESS(at), FUTEX_WAIT, value,
		ADDRESS(second), 0, 0);
#endif
}

void futex_wake(futex *at)
{
#ifdef __NR_futex
	CALL6(futex, ADDRESS(at), FUTEX_WAKE, 1000, 0, 0, 0);
#else
	CALL6(futex_time64, ADDRESS(at), FUTEX_WAKE, 1000, 0, 0, 0);
#endif
}

char *append(char *to, const char *text)
{
	while (*text)
		*to++ = *text++;
	*to = 0;
	return to;
}

/* Without division, for which some compilers call a library. */
char *append_number(char *to, long number)
{
	static const long powers[] = { 100000000, 10000000, 1000000, 100000,
		10000, 1000, 100, 10, 1 };
	bool begun = false;
	unsigned i;

	for (i = 0; i < COUNT(powers); i++) {
		for (*to = '0'; number >= powers[i]; number -= powers[i])
			++*to;
		begun |= *to != '0' || powers[i] == 1;
		to += begun;
	}
	*to = 0;
	return to;
}

unsigned reap(void)
{
	unsigned count = 0;

	while (CALL5(waitid, 0 /* P_ALL */, 0, 0, 4 /* WEXITED */, 0) == 0)
		count++;
	return count;
}

void die_with(long parent)
{
	long now;

	rt_die_with_parent();
	/* 0 is one in another pid namespace; not every kernel has the call. */
	now = (long)CALL0(getppid);
	if (now > 0 && now != parent)
		CALL1(exit, 99);
}
