/* SPDX-License-Identifier: MIT */
/*
 * The call itself: sections 6 and 7.2 of its first document
 *
 * The rows of rules.c say what to look at and what to allocate, one after the
 * other, for the flags asked for and those implied. Only when all of it is
 * there is anything switched, in one go and under the task's lock; then the
 * old contexts are released. Where a row fails it is the new ones.
 *
 * The kernel switches the nsproxy, the files and file system, and the
 * credentials one after the other, the last without that lock. Nothing can
 * fail any more between them, so that only another process sees it, for a
 * moment, in /proc.
 */
#include "rules.h"

/* The helpers: each is 0, or the errno of the rule that stopped it. */

static int stop(struct work *work, enum model_rule rule, unsigned long flags)
{
	work->answer->rule = rule;
	work->answer->flag = flags;
	work->answer->error = model_errno(work->task->system->version, rule);
	return work->answer->error;
}

static int refuse(struct work *work, enum model_rule rule, unsigned long flags)
{
	if (!model_errno(work->task->system->version, rule) ||
	    !model_holds(work, rule, flags))
		return 0;
	stop(work, rule, rule == MODEL_UNKNOWN ?
		flags & ~model_mask(work->task->system->version) : flags);
	if (rule == MODEL_SECURITY)
		work->answer->error = work->task->system->security;
	return work->answer->error;
}

/* unshare_fs, unshare_fd */
static int copy(struct work *work, enum model_kind kind, bool anyway,
	unsigned long flags)
{
	if (work->made[kind] ||
	    !(anyway || model_shared(work->task->context[kind])))
		return 0;
	work->made[kind] = model_dup(work->task, kind);
	return work->made[kind] ? 0 : stop(work, MODEL_NO_MEMORY, flags);
}

/* unshare_userns */
static int create_user(struct work *work, unsigned long flags)
{
	struct model_system *system = work->task->system;
	struct model_context *parent, *cred, *user;

	cred = model_dup(work->task, MODEL_CRED);
	if (!cred)
		return stop(work, MODEL_NO_MEMORY, flags);
	work->made[MODEL_CRED] = cred;
	parent = cred->owner;
	/* Looked at before, and lost only to another process in between. */
	model_charge(parent, MODEL_USER, false);
	user = model_new_namespace(system, MODEL_USER, parent,
		parent->level + 1);
	if (!user)
		return stop(work, MODEL_NO_MEMORY, flags);
	cred->owner = user;
	model_put(system, parent);
	/* All capabilities in it, and no id that is mapped yet */
	cred->capable = true;
	cred->unmapped = true;
	return 0;
}

/* set_cred_ucounts */
static int count(struct work *work, unsigned long flags)
{
	struct model_context *cred = work->made[MODEL_CRED], *new;

	new = model_new(work->task->system, MODEL_UCOUNTS);
	if (!new)
		return stop(work, MODEL_NO_COUNTS, flags);
	model_put(work->task->system, cred->ucounts);
	new->owner = model_get(cred->owner);
	cred->ucounts = new;
	return 0;
}

/* create_new_namespaces, a namespace at a time */
static int create(struct work *work, enum model_kind kind, unsigned long flags)
{
	struct model_system *system = work->task->system;
	struct model_context *user = model_deciding(work)->owner, *new;
	struct model_context **slot;

	if (!(flags & system->built))
		return 0;
	if (copy(work, MODEL_NSPROXY, true, flags))
		return work->answer->error;
	slot = &work->made[MODEL_NSPROXY]->ns[MODEL_NS(kind)];
	if (!model_charge(user, kind,
	    model_errno(system->version, MODEL_LIMIT)))
		return stop(work, MODEL_LIMIT, flags);
	new = model_new_namespace(system, kind, user, (*slot)->level + 1);
	if (!new)
		return stop(work, MODEL_NO_MEMORY, flags);
	model_put(system, *slot);
	*slot = new;
	return 0;
}

static int take(struct work *work, const struct model_step *step)
{
	unsigned long flags = work->flags & step->flags;

	switch (step->action) {
	case REFUSE:
		return refuse(work, step->what, flags);
	case FORGET:
		if (!model_shared(work->task->context[step->what]))
			work->flags &= ~flags;
		return 0;
	case DROP:
		work->drop_undo = true;
		return 0;
	case CREATE:
		return create(work, step->what, flags);
	case CREATE_USER:
		return create_user(work, flags);
	case COUNT:
		return count(work, flags);
	default: /* COPY, COPY_ANYWAY */
		return copy(work, step->what, step->action == COPY_ANYWAY,
			flags);
	}
}

/* The old contexts, under the lock of whoever looks at this task. */
static void switch_contexts(struct work *work)
{
	struct model_task *task = work->task;
	struct model_system *system = task->system;
	struct model_context *old;
	size_t i;

	system->ops->lock(system->cookie, task);
	for (i = 0; i < MODEL_REPLACED; i++) {
		if (!work->made[i] && !(i == MODEL_UNDO && work->drop_undo))
			continue;
		old = task->context[i];
		task->context[i] = work->made[i];
		work->made[i] = old;
	}
	system->ops->unlock(system->cookie, task);
}

/* What the task has and no longer had in common with the others */
static unsigned long renewed(struct work *work)
{
	struct model_context **new = work->task->context;
	struct model_context **old = work->made;
	unsigned long flags = 0;
	enum model_kind kind;
	int i;

	for (kind = MODEL_FS; kind <= MODEL_UNDO; kind++)
		if (old[kind])
			flags |= model_flag(kind);
	if (old[MODEL_CRED])
		flags |= CLONE_NEWUSER;
	for (kind = MODEL_NS_FIRST; kind < MODEL_ACTIVE_TIME; kind++) {
		i = MODEL_NS(kind);
		if (old[MODEL_NSPROXY] && old[MODEL_NSPROXY]->ns[i] !=
		    new[MODEL_NSPROXY]->ns[i])
			flags |= model_flag(kind);
	}
	return flags;
}

void model_unshare(struct model_task *task, unsigned long flags,
	struct model_answer *answer)
{
	struct work work = { .task = task, .answer = answer };
	const struct model_step *step;
	int version = task->system->version, error = 0;
	size_t i;

	*answer = (struct model_answer) { .rule = MODEL_DONE };
	work.flags = model_implied(version, flags,
		model_shared(task->context[MODEL_SIGNAL]));
	answer->flags = work.flags;
	for (i = 0; !error && i < model_steps_count; i++) {
		step = &model_steps[i];
		if (model_within(version, step->since, step->until) &&
		    work.flags & step->flags)
			error = take(&work, step);
	}
	if (!error) {
		switch_contexts(&work);
		answer->renewed = renewed(&work);
	}
	for (i = 0; i < MODEL_REPLACED; i++)
		model_put(task->system, work.made[i]);
}
