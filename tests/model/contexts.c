/* SPDX-License-Identifier: MIT */
/*
 * What tasks share: contexts with counted references
 *
 * The kernel has a structure for each kind; here all are one, as only what
 * decides an answer is kept of them. A context that nobody holds goes away and
 * lets go of what it held: the namespaces of an nsproxy, the user namespace
 * that a namespace or credentials belong to, the parent of a user namespace.
 */
#include "model.h"

struct model_context *model_new(struct model_system *system,
	enum model_kind kind)
{
	struct model_context *context;

	context = system->ops->allocate(system->cookie, sizeof(*context));
	if (!context)
		return NULL;
	memset(context, 0, sizeof(*context));
	context->kind = kind;
	atomic_init(&context->users, 1);
	context->id = atomic_fetch_add(&system->next_id, 1) + 1;
	return context;
}

struct model_context *model_get(struct model_context *context)
{
	if (context)
		atomic_fetch_add(&context->users, 1);
	return context;
}

bool model_shared(const struct model_context *context)
{
	return atomic_load(&context->users) > 1;
}

/*
 * Each namespace counts in the user namespace it belongs to and in all those
 * above (kernel/ucount.c). Another call may see a count that is taken back
 * when a limit further up says no, and then fail where one after the other
 * would not have; the kernel looks closer, at one counter at a time.
 */
static void uncharge(struct model_context *user, enum model_kind kind,
	const struct model_context *end)
{
	for (; user != end; user = user->owner)
		atomic_fetch_sub(&user->count[kind], 1);
}

bool model_charge(struct model_context *user, enum model_kind kind,
	bool limited)
{
	struct model_context *at;

	for (at = user; at; at = at->owner) {
		if (atomic_fetch_add(&at->count[kind], 1) >= at->max[kind] &&
		    limited) {
			uncharge(user, kind, at->owner);
			return false;
		}
	}
	return true;
}

bool model_full(const struct model_context *user, enum model_kind kind)
{
	for (; user; user = user->owner)
		if (atomic_load(&user->count[kind]) >= user->max[kind])
			return true;
	return false;
}

struct model_context *model_new_namespace(struct model_system *system,
	enum model_kind kind, struct model_context *owner, unsigned level)
{
	struct model_context *new = model_new(system, kind);
	int i;

	if (!new) {
		uncharge(owner, kind, NULL);
		return NULL;
	}
	new->owner = model_get(owner);
	new->level = level;
	for (i = 0; i < MODEL_KINDS; i++)
		new->max[i] = ~0U;
	return new;
}

void model_put(struct model_system *system, struct model_context *context)
{
	struct model_context *owner;
	size_t i;

	while (context && atomic_fetch_sub(&context->users, 1) == 1) {
		for (i = 0; i < MODEL_NS(MODEL_NS_END); i++)
			model_put(system, context->ns[i]);
		model_put(system, context->ucounts);
		owner = context->owner;
		if (context->kind >= MODEL_NS_FIRST &&
		    context->kind <= MODEL_USER)
			uncharge(owner, context->kind, NULL);
		system->ops->release(system->cookie, context);
		context = owner;
	}
}

/*
 * The first half of what copy_* did before there was unshare: dup_fs, dup_fd
 * and so on, which allocate and fill, and leave linking to the caller.
 */
struct model_context *model_dup(struct model_task *task, enum model_kind kind)
{
	const struct model_context *old = task->context[kind];
	struct model_context *new = model_new(task->system, old->kind);
	size_t i;

	if (!new)
		return NULL;
	new->owner = model_get(old->owner);
	new->ucounts = model_get(old->ucounts);
	for (i = 0; i < MODEL_NS(MODEL_NS_END); i++)
		new->ns[i] = model_get(old->ns[i]);
	new->descriptors = old->descriptors;
	new->chrooted = old->chrooted;
	new->capable = old->capable;
	new->unmapped = old->unmapped;
	return new;
}

/* The flags by kind; MODEL_PID and MODEL_TIME are those of the children. */
static const unsigned long flags[MODEL_KINDS] = {
	[MODEL_FS] = CLONE_FS,
	[MODEL_FILES] = CLONE_FILES,
	[MODEL_UNDO] = CLONE_SYSVSEM,
	[MODEL_NSPROXY] = CLONE_NEWNS,
	[MODEL_MM] = CLONE_VM,
	[MODEL_SIGHAND] = CLONE_SIGHAND,
	[MODEL_SIGNAL] = CLONE_THREAD,
	[MODEL_MNT] = CLONE_NEWNS,
	[MODEL_UTS] = CLONE_NEWUTS,
	[MODEL_IPC] = CLONE_NEWIPC,
	[MODEL_PID] = CLONE_NEWPID,
	[MODEL_CGROUP] = CLONE_NEWCGROUP,
	[MODEL_NET] = CLONE_NEWNET,
	[MODEL_TIME] = CLONE_NEWTIME,
	[MODEL_USER] = CLONE_NEWUSER,
};

unsigned long model_flag(enum model_kind kind)
{
	return flags[kind];
}
