/* SPDX-License-Identifier: MIT */
/*
 * Tasks: the first one, those that clone(2) makes of it, and their end
 *
 * clone calls copy_*, which either take one more reference to what the parent
 * has or link a duplicate to the child. The child cannot run yet, so that
 * needs no lock; unshare.c does what does.
 */
#include "model.h"

/*
 * The situation's namespaces all belong to one user namespace, which stands
 * for itself and for all above it: its limits are the ones that are reached.
 */
static int boot_namespaces(struct model_task *task,
	const struct model_situation *situation)
{
	struct model_context *nsproxy = task->context[MODEL_NSPROXY];
	struct model_context *user, *new;
	enum model_kind kind;

	user = model_new_namespace(task->system, MODEL_USER, NULL,
		situation->user_level);
	if (!user)
		return ENOMEM;
	task->context[MODEL_CRED]->owner = user;
	for (kind = MODEL_NS_FIRST; kind < MODEL_ACTIVE_TIME; kind++) {
		model_charge(user, kind, false);
		new = model_new_namespace(task->system, kind, user,
			situation->pid_level);
		if (!new)
			return ENOMEM;
		new->foreign = situation->pid_foreign;
		nsproxy->ns[MODEL_NS(kind)] = new;
	}
	nsproxy->ns[MODEL_NS(MODEL_ACTIVE_TIME)] =
		model_get(nsproxy->ns[MODEL_NS(MODEL_TIME)]);
	new = model_get(nsproxy->ns[MODEL_NS(MODEL_PID)]);
	task->context[MODEL_ACTIVE_PID] = new;
	if (situation->pid_again) {
		model_charge(user, MODEL_PID, false);
		new = model_new_namespace(task->system, MODEL_PID, user,
			situation->pid_level + 1);
		if (!new)
			return ENOMEM;
		model_put(task->system, nsproxy->ns[MODEL_NS(MODEL_PID)]);
		nsproxy->ns[MODEL_NS(MODEL_PID)] = new;
	}
	for (kind = 0; kind < MODEL_KINDS; kind++)
		if (situation->full & model_flag(kind))
			user->max[kind] = 0;
	return 0;
}

int model_boot(struct model_system *system, struct model_task *task,
	const struct model_situation *situation, const struct model_ops *ops,
	void *cookie)
{
	enum model_kind kind;

	memset(system, 0, sizeof(*system));
	system->version = situation->version;
	system->built = situation->built;
	system->nr_open = situation->nr_open;
	system->switched_off = situation->switched_off;
	system->security = situation->security;
	system->ops = ops;
	system->cookie = cookie;
	memset(task, 0, sizeof(*task));
	task->system = system;

	for (kind = 0; kind <= MODEL_SIGNAL; kind++) {
		task->context[kind] = model_new(system, kind);
		if (!task->context[kind])
			goto no_memory;
	}
	task->context[MODEL_FS]->chrooted = situation->chrooted;
	task->context[MODEL_FILES]->descriptors = situation->descriptors;
	task->context[MODEL_CRED]->capable = situation->capable;
	task->context[MODEL_CRED]->unmapped = situation->unmapped;
	if (boot_namespaces(task, situation))
		goto no_memory;
	return 0;

no_memory:
	model_exit(task);
	return ENOMEM;
}

/* Links a reference or a duplicate; no memory if it did not. */
static int copy_context(struct model_task *parent, struct model_task *child,
	enum model_kind kind, bool share)
{
	child->context[kind] = share ? model_get(parent->context[kind]) :
		model_dup(parent, kind);
	return child->context[kind] ? 0 : ENOMEM;
}

/* The adjustments of semaphores are not inherited, and so not duplicated. */
static int copy_undo(struct model_task *parent, struct model_task *child,
	bool share)
{
	if (share && parent->context[MODEL_UNDO])
		return copy_context(parent, child, MODEL_UNDO, true);
	return 0;
}

/* A child enters the time and pid namespaces that are for children. */
static int copy_namespaces(struct model_task *parent, struct model_task *child)
{
	struct model_context **ns = parent->context[MODEL_NSPROXY]->ns;
	struct model_context *time = ns[MODEL_NS(MODEL_TIME)];
	bool same = time == ns[MODEL_NS(MODEL_ACTIVE_TIME)];

	child->context[MODEL_ACTIVE_PID] =
		model_get(ns[MODEL_NS(MODEL_PID)]);
	if (copy_context(parent, child, MODEL_NSPROXY, same))
		return ENOMEM;
	if (!same) {
		ns = child->context[MODEL_NSPROXY]->ns;
		model_put(child->system, ns[MODEL_NS(MODEL_ACTIVE_TIME)]);
		ns[MODEL_NS(MODEL_ACTIVE_TIME)] = model_get(time);
	}
	return 0;
}

int model_clone(struct model_task *parent, struct model_task *child,
	unsigned long flags)
{
	static const enum model_kind plain[] = { MODEL_FS, MODEL_FILES,
		MODEL_MM, MODEL_SIGHAND, MODEL_SIGNAL };
	struct model_context **ns = parent->context[MODEL_NSPROXY]->ns;
	int error;
	size_t i;

	memset(child, 0, sizeof(*child));
	child->system = parent->system;
	/* A thread cannot be in another pid namespace than its process. */
	if (flags & CLONE_THREAD && ns[MODEL_NS(MODEL_PID)] !=
	    parent->context[MODEL_ACTIVE_PID])
		return EINVAL;
	/* Credentials do not change, whoever has them. */
	copy_context(parent, child, MODEL_CRED, true);
	error = copy_undo(parent, child, flags & CLONE_SYSVSEM);
	for (i = 0; !error && i < sizeof(plain) / sizeof(plain[0]); i++)
		error = copy_context(parent, child, plain[i],
			flags & model_flag(plain[i]));
	if (!error)
		error = copy_namespaces(parent, child);
	if (error)
		model_exit(child);
	return error;
}

void model_exit(struct model_task *task)
{
	struct model_context *old[MODEL_HELD];
	struct model_system *system = task->system;
	size_t i;

	system->ops->lock(system->cookie, task);
	memcpy(old, task->context, sizeof(old));
	memset(task->context, 0, sizeof(old));
	system->ops->unlock(system->cookie, task);
	for (i = 0; i < MODEL_HELD; i++)
		model_put(system, old[i]);
}

struct model_context *model_peek(struct model_task *task, enum model_kind kind)
{
	struct model_system *system = task->system;
	struct model_context *context;

	system->ops->lock(system->cookie, task);
	context = model_get(task->context[kind]);
	system->ops->unlock(system->cookie, task);
	return context;
}
