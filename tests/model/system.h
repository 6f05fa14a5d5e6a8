/* SPDX-License-Identifier: MIT */
/* The running system and this process, as a situation for the model. */
#ifndef SYSTEM_H
#define SYSTEM_H

#include "model.h"

/*
 * What can be seen of it; threaded is by the kernel's count, in which QEMU
 * user mode has one of its own. What is shared with another process, how deep
 * the namespaces are, and what an ancestor of theirs allows, cannot.
 */
struct model_situation running_system(void);

/* The names below /proc/PID/ns: what a call can change, and what it cannot */
struct ns_name {
	const char *name;
	unsigned long flag;
};
extern const struct ns_name ns_names[];
extern const size_t ns_names_count;

/* The names in /proc/sys/user/max_NAME_namespaces */
extern const struct ns_name ns_limits[];
extern const size_t ns_limits_count;

#endif
