/* SPDX-License-Identifier: MIT */
/*
 * The conditions of the rules that refuse, whatever the version: rules.c says
 * which of them a version looks at, for which flags, and in which order.
 */
#include "rules.h"

struct model_context *model_deciding(struct work *work)
{
	return work->made[MODEL_CRED] ? work->made[MODEL_CRED] :
		work->task->context[MODEL_CRED];
}

static struct model_context *own(struct work *work, enum model_kind kind)
{
	return work->task->context[MODEL_NSPROXY]->ns[MODEL_NS(kind)];
}

/* An administrator of the first user namespace, and of no other, may. */
static bool switched_off(struct work *work, unsigned long flags)
{
	const struct model_context *cred = work->task->context[MODEL_CRED];

	(void)flags;
	return work->task->system->switched_off &&
		(!cred->capable || cred->owner->level);
}

static bool unknown(struct work *work, unsigned long flags)
{
	return flags & ~model_mask(work->task->system->version);
}

static bool unconditional(struct work *work, unsigned long flags)
{
	(void)work;
	(void)flags;
	return true;
}

static bool threaded(struct work *work, unsigned long flags)
{
	(void)flags;
	return model_shared(work->task->context[MODEL_SIGNAL]);
}

static bool shared_handlers(struct work *work, unsigned long flags)
{
	(void)flags;
	return model_shared(work->task->context[MODEL_SIGHAND]);
}

static bool shared_memory(struct work *work, unsigned long flags)
{
	(void)flags;
	return model_shared(work->task->context[MODEL_MM]);
}

static bool not_built(struct work *work, unsigned long flags)
{
	return flags & ~work->task->system->built;
}

/* 32 is the level of the last one that may have children. */
static bool user_too_deep(struct work *work, unsigned long flags)
{
	(void)flags;
	return work->task->context[MODEL_CRED]->owner->level > 32;
}

static bool user_limit(struct work *work, unsigned long flags)
{
	(void)flags;
	return model_full(work->task->context[MODEL_CRED]->owner, MODEL_USER);
}

static bool chrooted(struct work *work, unsigned long flags)
{
	(void)flags;
	return work->task->context[MODEL_FS]->chrooted;
}

static bool unmapped(struct work *work, unsigned long flags)
{
	(void)flags;
	return work->task->context[MODEL_CRED]->unmapped;
}

static bool security(struct work *work, unsigned long flags)
{
	(void)flags;
	return work->task->system->security;
}

static bool incapable(struct work *work, unsigned long flags)
{
	(void)flags;
	return !model_deciding(work)->capable;
}

/* Once a task's children go elsewhere they do for good, born or not. */
static bool pid_again(struct work *work, unsigned long flags)
{
	(void)flags;
	return own(work, MODEL_PID) != work->task->context[MODEL_ACTIVE_PID];
}

static bool pid_foreign(struct work *work, unsigned long flags)
{
	(void)flags;
	return own(work, MODEL_PID)->foreign;
}

static bool pid_too_deep(struct work *work, unsigned long flags)
{
	(void)flags;
	return own(work, MODEL_PID)->level + 1 > 32;
}

/* Copying is what takes a new table: nr_open may be lower than it was. */
static bool too_many_descriptors(struct work *work, unsigned long flags)
{
	struct model_context *files = work->task->context[MODEL_FILES];

	(void)flags;
	return model_shared(files) &&
		files->descriptors > work->task->system->nr_open;
}

static bool (*const conditions[MODEL_RULES])(struct work *, unsigned long) = {
	[MODEL_SWITCHED_OFF] = switched_off,
	[MODEL_UNKNOWN] = unknown,
	[MODEL_NO_THREAD] = unconditional,
	[MODEL_NO_SYSVSEM] = unconditional,
	[MODEL_THREADED] = threaded,
	[MODEL_HANDLERS] = shared_handlers,
	[MODEL_MEMORY] = shared_memory,
	[MODEL_NOT_BUILT] = not_built,
	[MODEL_USER_DEPTH] = user_too_deep,
	[MODEL_CHROOTED] = chrooted,
	[MODEL_UNMAPPED] = unmapped,
	[MODEL_SECURITY] = security,
	[MODEL_INCAPABLE] = incapable,
	[MODEL_PID_AGAIN] = pid_again,
	[MODEL_PID_FOREIGN] = pid_foreign,
	[MODEL_PID_DEPTH] = pid_too_deep,
	[MODEL_LIMIT] = user_limit,
	[MODEL_DESCRIPTORS] = too_many_descriptors,
};

bool model_holds(struct work *work, enum model_rule rule, unsigned long flags)
{
	return conditions[rule](work, flags);
}
