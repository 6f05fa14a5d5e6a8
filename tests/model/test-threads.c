/* SPDX-License-Identifier: MIT */
/*
 * Ten threads that unshare, exit and look at each other, for ThreadSanitizer:
 * each runs tasks of its own, one after the other, that begin with sharing all
 * there is with the same first task. Two of the threads only make tasks and
 * end them, as two of the first test specification's _exit. The number of tasks
 * of each thread may be given.
 */
#include "testing.h"
#include <stdlib.h>

#define THREADS 10
#define TASKS 2000		/* of each thread, at most */
#define CALLS 6			/* of each task */

/* Tasks that have ended remain, as somebody may still look at them. */
struct locked {
	struct model_task task;
	pthread_mutex_t mutex;
};

static struct model_system kernel;
static struct locked first, tasks[THREADS][TASKS];
static struct locked *_Atomic visible[THREADS];
static size_t count = TASKS;
static pthread_barrier_t start;
static atomic_long live;
static atomic_ulong granted, refused, looks, mistakes;

static void *allocate(void *cookie, size_t size)
{
	(void)cookie;
	atomic_fetch_add(&live, 1);
	return malloc(size);
}

static void release(void *cookie, void *object)
{
	(void)cookie;
	atomic_fetch_sub(&live, 1);
	free(object);
}

static void lock(void *cookie, struct model_task *task)
{
	(void)cookie;
	pthread_mutex_lock(&((struct locked *)task)->mutex);
}

static void unlock(void *cookie, struct model_task *task)
{
	(void)cookie;
	pthread_mutex_unlock(&((struct locked *)task)->mutex);
}

static const struct model_ops ops = { allocate, release, lock, unlock };

static unsigned long a_word(unsigned *seed)
{
	static const unsigned long bits[] = { CLONE_FS, CLONE_FILES,
		CLONE_SYSVSEM, CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC,
		CLONE_NEWPID, CLONE_NEWNET, CLONE_NEWUSER, CLONE_VM };
	unsigned long word = 0;
	size_t i;

	for (i = 0; i < COUNT(bits); i++)
		if (rand_r(seed) % 3 == 0)
			word |= bits[i];
	return word;
}

/* What is private now is not what all began with. */
static void call(struct model_task *task, unsigned *seed)
{
	unsigned long word = a_word(seed);
	struct model_answer answer;
	enum model_kind kind;

	model_unshare(task, word, &answer);
	atomic_fetch_add(answer.error ? &refused : &granted, 1);
	for (kind = MODEL_FS; kind < MODEL_UNDO; kind++)
		if (answer.renewed & model_flag(kind) && task->context[kind] ==
		    first.task.context[kind])
			atomic_fetch_add(&mistakes, 1);
	if (answer.error && answer.renewed)
		atomic_fetch_add(&mistakes, 1);
}

static void look(unsigned *seed)
{
	struct locked *other = atomic_load(&visible[rand_r(seed) % THREADS]);
	struct model_context *context;

	if (!other)
		return;
	context = model_peek(&other->task, rand_r(seed) % MODEL_HELD);
	if (context)
		atomic_fetch_add(&looks, 1);
	model_put(&kernel, context);
}

static void *run(void *argument)
{
	size_t me = (size_t)((struct locked (*)[TASKS])argument - tasks), i, j;
	unsigned seed = (unsigned)me + 1;

	pthread_barrier_wait(&start);
	for (i = 0; i < count; i++) {
		struct locked *mine = &tasks[me][i];

		if (model_clone(&first.task, &mine->task, CLONE_FS |
		    CLONE_FILES | CLONE_SYSVSEM | (i % 2 ? CLONE_VM : 0)))
			atomic_fetch_add(&mistakes, 1);
		atomic_store(&visible[me], mine);
		for (j = 0; j < CALLS; j++) {
			look(&seed);
			if (me >= 2)
				call(&mine->task, &seed);
		}
		model_exit(&mine->task);
	}
	return NULL;
}

int main(int argc, char **argv)
{
	struct model_situation s = plain(V(6, 18, 0));
	pthread_t threads[THREADS];
	long before;
	size_t i, j;

	if (argc > 1 && strtoul(argv[1], NULL, 10) < TASKS)
		count = strtoul(argv[1], NULL, 10);
	pthread_mutex_init(&first.mutex, NULL);
	for (i = 0; i < THREADS; i++)
		for (j = 0; j < count; j++)
			pthread_mutex_init(&tasks[i][j].mutex, NULL);
	pthread_barrier_init(&start, NULL, THREADS);
	model_boot(&kernel, &first.task, &s, &ops, NULL);
	before = atomic_load(&live);
	for (i = 0; i < THREADS; i++)
		if (pthread_create(&threads[i], NULL, run, tasks[i]))
			abort();
	for (i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	ok(!atomic_load(&mistakes) && atomic_load(&granted) &&
		atomic_load(&refused) && atomic_load(&looks),
		"ten threads, each with its own way", "%lu calls granted, %lu "
		"refused, %lu looks at others", atomic_load(&granted),
		atomic_load(&refused), atomic_load(&looks));
	ok(atomic_load(&live) == before, "no reference is lost, and none taken "
		"twice", "%ld contexts left", atomic_load(&live) - before);
	for (i = 0; i <= MODEL_SIGNAL; i++)
		if (atomic_load(&first.task.context[i]->users) != 1)
			break;
	ok(i > MODEL_SIGNAL, "the first task is alone again", "%zu", i);
	model_exit(&first.task);
	ok(!atomic_load(&live), "and its end is the end of all", "%ld left",
		atomic_load(&live));
	return done();
}
