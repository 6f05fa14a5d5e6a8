/* SPDX-License-Identifier: MIT */
/*
 * The question as a whole. A second task stands for all the others, and holds
 * what the situation says is shared with them.
 */
#include "model.h"

int model_ask(const struct model_situation *situation, unsigned long flags,
	const struct model_ops *ops, void *cookie, struct model_answer *answer)
{
	struct model_system system;
	struct model_task task, other;
	unsigned long shared = situation->shared;
	enum model_kind kind;

	if (model_boot(&system, &task, situation, ops, cookie))
		return ENOMEM;
	/* A thread cannot do without these in common (clone(2)). */
	if (situation->threaded)
		shared |= CLONE_THREAD | CLONE_SIGHAND | CLONE_VM;
	memset(&other, 0, sizeof(other));
	other.system = &system;
	for (kind = 0; kind < MODEL_HELD; kind++)
		if (shared & model_flag(kind))
			other.context[kind] = model_get(task.context[kind]);
	model_unshare(&task, flags, answer);
	model_exit(&other);
	model_exit(&task);
	return 0;
}
