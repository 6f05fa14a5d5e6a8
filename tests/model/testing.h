/* SPDX-License-Identifier: MIT */
/* What the tests of the model share: the Test Anything Protocol, and memory. */
#ifndef TESTING_H
#define TESTING_H

#include "model.h"
#include <pthread.h>
#include <stdio.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define V(a, b, c) MODEL_VERSION(a, b, c)

/* A test result, with a diagnostic line if it failed. */
void ok(bool passed, const char *name, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
int done(void);		/* prints the plan; the status to exit with */

/* What differs is counted, and the first few are shown. */
struct tally {
	unsigned long compared, differing;
};
void differ(struct tally *tally, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/*
 * Memory that counts: what lives, and the allocation to fail, from 0 on. The
 * lock says how often it was taken, and that nothing was allocated under it.
 */
struct memory {
	atomic_long live, allocated;
	long fail_at;
	int locked;
	unsigned long mistakes;		/* allocated or released under it */
};
extern const struct model_ops counting;

/* Memory that is given back all at once: no allocation, and none can fail. */
struct arena {
	struct model_context objects[MODEL_OBJECTS];
	size_t used;
};
extern const struct model_ops from_arena;

/* The versions in which anything changes, and the ones just before */
extern const int versions[];
extern const size_t versions_count;

/* Everything built, nothing limited, an administrator on his own */
struct model_situation plain(int version);

#endif
