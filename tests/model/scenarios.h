/* SPDX-License-Identifier: MIT */
/* What the test against the kernel puts processes into. */
#ifndef SCENARIOS_H
#define SCENARIOS_H

#include "model.h"

#define SHARED (CLONE_FS | CLONE_FILES | CLONE_SYSVSEM)
#define ALIKE (CLONE_VM | CLONE_SIGHAND)
#define ALL 99

struct scenario {
	const char *name;
	/*
	 * Puts the process that makes the children in its place, and fills in
	 * `situation`; or says why it cannot, with errno as it is.
	 */
	const char *(*prepare)(void);
	void (*in_child)(void);		/* what only the children can do */
	unsigned up_to;			/* bits of a word, or ALL */
	unsigned long clone_flags;
	bool threaded;
	bool blind;			/* /proc does not show the children */
	unsigned long before;		/* no longer shared before the call */
};
extern const struct scenario scenarios[];
extern const size_t scenarios_count;

extern struct model_situation situation;

void die(const char *what);
/* To be said again after any change of user. */
void die_with_parent(void);
/* 0 in the child, which dies with this process */
long fork_with(unsigned long flags);

#endif
