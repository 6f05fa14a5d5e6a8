/* SPDX-License-Identifier: MIT */
/* The running system and this process, as a situation for the model. */
#ifndef SYSTEM_H
#define SYSTEM_H

#include "model.h"

struct model_situation running_system(void);

/* The names below /proc/PID/ns: what a call can change, and what it cannot */
struct ns_name {
	const char *name;
	unsigned long flag;
};
extern const struct ns_name ns_names[];
extern const size_t ns_names_count;

#endif
