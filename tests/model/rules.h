/* SPDX-License-Identifier: MIT */
/* Between rules.c, conditions.c and unshare.c: a row, and the work in hand. */
#ifndef RULES_H
#define RULES_H

#include "model.h"

#define ALWAYS 2147483647	/* no version is that high */
#define NAMESPACES (CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC | \
	CLONE_NEWPID | CLONE_NEWCGROUP | CLONE_NEWNET | CLONE_NEWTIME)

/* What a step does with those of its flags that are asked for */
enum model_action {
	REFUSE,		/* fails if the rule's condition holds */
	FORGET,		/* takes the flag away if there is nothing to unshare */
	COPY,		/* allocates a private copy if it is shared */
	COPY_ANYWAY,	/* or is not */
	DROP,		/* gives up the semaphore adjustments */
	CREATE,		/* allocates a namespace */
	CREATE_USER,	/* allocates credentials and a user namespace */
	COUNT		/* allocates the counters of that user in it */
};

struct model_step {
	int since, until;	/* the first version with it, and without */
	unsigned long flags;
	enum model_action action;
	int what;		/* REFUSE: the rule; else the kind */
};

extern const struct model_step model_steps[];
extern const size_t model_steps_count;

/* A call, while it is looked at */
struct work {
	struct model_task *task;
	struct model_answer *answer;
	unsigned long flags;
	/* what is made, until it is switched; then what it replaced */
	struct model_context *made[MODEL_REPLACED];
	bool drop_undo;
};

bool model_holds(struct work *work, enum model_rule rule, unsigned long flags);
/* The credentials that decide: those of the new user namespace, if any */
struct model_context *model_deciding(struct work *work);
bool model_within(int version, int since, int until);

#endif
