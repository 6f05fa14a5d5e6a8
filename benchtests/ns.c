/* SPDX-License-Identifier: MIT */
/*
 * The time of a call, natively, of four forms in one process, taken in turn:
 *
 *   raw      the trap, written by hand
 *   inline   unshare_raw() of <unshare.h>
 *   ours     our library's unshare(), in the form that the program has:
 *            static (linked under the name ours), or with a path as argument
 *            shared (opened from there)
 *   libc     unshare() of the libc that the program is linked to
 *
 * ns [LIBRARY]: a line for each call and form: call, form, the median of the
 * rounds and the first and third quartile, in nanoseconds; and the same of the
 * ratios inline/raw and ours/libc, taken within each round. A round is the
 * shortest of BATCHES batches, so that what else the machine does is seen as
 * seldom as possible. The library forms are both called through a pointer.
 *
 * A new UTS namespace takes privilege: its own user namespace where there is
 * none, else the call is left out and a line on stderr says so.
 * Status: 0; 1 if a call does not answer as it must.
 */
#define _GNU_SOURCE
#include <sched.h>
#include <unshare.h>
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ROUNDS 41
#define BATCHES 7
#define BATCH_TIME 2e5	/* shorter than a time slice */
#define FORMS 4

static int (*volatile ours_at)(int), (*volatile libc_at)(int);

static inline long raw(int flags)
{
	long result;

#ifdef __x86_64__
	__asm__ volatile("syscall" : "=a"(result)
		: "0"((long)LIBUNSHARE_NR_unshare), "D"((long)flags)
		: "rcx", "r11", "memory");
#elif defined __i386__
	__asm__ volatile("int $0x80" : "=a"(result)
		: "0"(LIBUNSHARE_NR_unshare), "b"(flags) : "memory");
#else
#error "no hand-written trap for this ABI: add it"
#endif
	return result;
}

#define LOOP(name, expression)						\
	__attribute__((noinline, aligned(64)))				\
	static void name(long count, int flags)				\
	{								\
		while (count--) {					\
			long result = expression;			\
			__asm__ volatile("" : : "r"(result));		\
		}							\
	}
LOOP(loop_raw, raw(flags))
LOOP(loop_inline, unshare_raw(flags))
LOOP(loop_ours, ours_at(flags))
LOOP(loop_libc, libc_at(flags))

static const struct form {
	const char *name;
	void (*loop)(long count, int flags);
} forms[FORMS] = {
	{ "raw", loop_raw }, { "inline", loop_inline },
	{ "ours", loop_ours }, { "libc", loop_libc },
};

static const struct call {
	const char *name;
	int flags;
	int wrong;		/* it has to fail */
} calls[] = {
	{ "0", 0, 0 },
	{ "invalid", -1, 1 },
	{ "CLONE_FS", CLONE_FS, 0 },
	{ "CLONE_NEWUTS", CLONE_NEWUTS, 0 },
};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return 1e9 * (double)t.tv_sec + (double)t.tv_nsec;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The median and quartiles of the rounds, or of what they are to others. */
static void report(const char *call, const char *what, const double *times,
	const double *others)
{
	double sorted[ROUNDS];
	int i;

	for (i = 0; i < ROUNDS; i++)
		sorted[i] = others ? times[i] / others[i] : times[i];
	qsort(sorted, ROUNDS, sizeof(*sorted), by_size);
	printf("%s %s %.3f %.3f %.3f\n", call, what, sorted[ROUNDS / 2],
		sorted[ROUNDS / 4], sorted[ROUNDS * 3 / 4]);
}

/* Calls of a form that take about BATCH_TIME. Each form has its own number:
   with the slowest one's, a form that takes a thirtieth of it (i386's vDSO, to
   int $0x80) would show what was cold at the start of its batch. */
static long calibrate(const struct form *form, int flags)
{
	double shortest = 1e18, start;
	int again;

	for (again = 0; again < BATCHES; again++) {
		start = now();
		form->loop(10, flags);
		if (now() - start < shortest)
			shortest = now() - start;
	}
	return 1 + (long)(10 * BATCH_TIME / shortest);
}

static void measure(const struct call *call)
{
	static double times[FORMS][ROUNDS];
	int round, batch, i;
	long count[FORMS];

	for (i = 0; i < FORMS; i++)
		count[i] = calibrate(forms + i, call->flags);
	for (round = 0; round < ROUNDS; round++) {
		for (i = 0; i < FORMS; i++)
			times[i][round] = 1e18;
		for (batch = 0; batch < BATCHES; batch++) {
			for (i = 0; i < FORMS; i++) {
				int f = (i + batch + round) % FORMS;
				double start = now(), time;

				forms[f].loop(count[f], call->flags);
				time = (now() - start) / (double)count[f];
				if (time < times[f][round])
					times[f][round] = time;
			}
		}
	}
	report(call->name, "inline/raw", times[1], times[0]);
	report(call->name, "ours/libc", times[2], times[3]);
	for (i = 0; i < FORMS; i++)
		report(call->name, forms[i].name, times[i], 0);
}

static void must(const char *what, int good)
{
	if (good)
		return;
	fprintf(stderr, "ns: %s\n", what);
	exit(1);
}

#ifdef SHARED
static void find(int argc, char **argv)
{
	void *library;

	must("usage: ns LIBRARY", argc == 2);
	library = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL);
	must("cannot open the library", library != 0);
	*(void **)&ours_at = dlsym(library, "unshare");
	must("no unshare in the library", ours_at != 0);
}
#else
int ours(int flags);

static void find(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	ours_at = ours;
}
#endif

int main(int argc, char **argv)
{
	unsigned i;

	find(argc, argv);
	libc_at = unshare;
	must("two names of one function", ours_at != libc_at);
	must("unshare(0) fails", !ours_at(0) && !libc_at(0) && !raw(0));
	errno = 0;
	must("ours sets no errno", ours_at(-1) == -1 && errno == EINVAL);
	errno = 0;
	must("libc sets no errno", libc_at(-1) == -1 && errno == EINVAL);
	for (i = 0; i < sizeof(calls) / sizeof(*calls); i++) {
		const struct call *call = calls + i;

		if (!call->wrong && unshare(call->flags) &&
		    (unshare(CLONE_NEWUSER) || unshare(call->flags))) {
			fprintf(stderr, "ns: no %s here: %s\n", call->name,
				strerror(errno));
			continue;
		}
		measure(call);
	}
	return 0;
}
