/* SPDX-License-Identifier: MIT */
#include "testing.h"
#include <stdarg.h>
#include <stdlib.h>

static int tests, failed;

void ok(bool passed, const char *name, const char *format, ...)
{
	va_list arguments;

	failed += !passed;
	printf("%sok %d - %s\n", passed ? "" : "not ", ++tests, name);
	va_start(arguments, format);
	printf("# ");
	vprintf(format, arguments);
	printf("\n");
	va_end(arguments);
	fflush(stdout);
}

int done(void)
{
	printf("1..%d\n", tests);
	return failed != 0;
}

void differ(struct tally *tally, const char *format, ...)
{
	va_list arguments;

	if (tally->differing++ >= 5)
		return;
	va_start(arguments, format);
	printf("# ");
	vprintf(format, arguments);
	printf("\n");
	va_end(arguments);
}

static void *count_allocate(void *cookie, size_t size)
{
	struct memory *memory = cookie;

	memory->mistakes += memory->locked;
	if (atomic_fetch_add(&memory->allocated, 1) == memory->fail_at)
		return NULL;
	atomic_fetch_add(&memory->live, 1);
	return malloc(size);
}

static void count_release(void *cookie, void *object)
{
	struct memory *memory = cookie;

	memory->mistakes += memory->locked;
	atomic_fetch_sub(&memory->live, 1);
	free(object);
}

static void count_lock(void *cookie, struct model_task *task)
{
	struct memory *memory = cookie;

	(void)task;
	memory->mistakes += memory->locked;
	memory->locked = 1;
}

static void count_unlock(void *cookie, struct model_task *task)
{
	struct memory *memory = cookie;

	(void)task;
	memory->mistakes += !memory->locked;
	memory->locked = 0;
}

const struct model_ops counting = {
	count_allocate, count_release, count_lock, count_unlock
};

static void *arena_allocate(void *cookie, size_t size)
{
	struct arena *arena = cookie;

	if (arena->used == COUNT(arena->objects) ||
	    size != sizeof(arena->objects[0]))
		abort();
	return &arena->objects[arena->used++];
}

static void arena_release(void *cookie, void *object)
{
	(void)cookie;
	(void)object;
}

static void arena_lock(void *cookie, struct model_task *task)
{
	(void)cookie;
	(void)task;
}

const struct model_ops from_arena = {
	arena_allocate, arena_release, arena_lock, arena_lock
};

const int versions[] = {
	V(2, 6, 16), V(2, 6, 17), V(2, 6, 18), V(2, 6, 19), V(2, 6, 21),
	V(2, 6, 22), V(2, 6, 23), V(2, 6, 24), V(2, 6, 25), V(2, 6, 26),
	V(2, 6, 28), V(2, 6, 29), V(2, 6, 38), V(2, 6, 39), V(3, 7, 0),
	V(3, 8, 0), V(3, 9, 0), V(3, 10, 0), V(3, 11, 0), V(3, 12, 0),
	V(4, 2, 0), V(4, 3, 0), V(4, 5, 0), V(4, 6, 0), V(4, 8, 0), V(4, 9, 0),
	V(4, 11, 0), V(4, 12, 0), V(5, 5, 0), V(5, 6, 0), V(5, 13, 0),
	V(5, 14, 0), V(6, 0, 0), V(6, 1, 0), V(6, 18, 0), V(7, 0, 0),
	V(7, 1, 0), V(7, 2, 0)
};
const size_t versions_count = COUNT(versions);

struct model_situation plain(int version)
{
	return (struct model_situation) {
		.version = version,
		.built = ~0UL,
		.shared = CLONE_NEWNS,
		.capable = true,
		.descriptors = 3,
		.nr_open = 1048576,
	};
}
