/* SPDX-License-Identifier: MIT */
/* Between the parts of unshare_explain: what is seen, and the question. */
#ifndef VIEW_H
#define VIEW_H

#include "system.h"
#include "text.h"

struct view {
	struct model_situation situation;
	unsigned threads;	/* of this process, by the kernel's count */
	bool blind;		/* there is no /proc to see it by */
	bool filtered;		/* a seccomp filter is active */
	bool restricted;	/* AppArmor restricts user namespaces */
	char emulator[32];	/* its name, "" if there is none */
	char modules[96];	/* the security modules, "" if not known */
};

struct question {
	struct view view;
	unsigned long word;	/* the call's argument */
	int error;
	struct text text;	/* the answer */
	unsigned named;		/* flags that it spoke of last */
};

void view_all(struct view *view);

/* What decided, for people: the flags, the rule's text, and what was seen */
void reason_put(struct question *question, const struct model_answer *answer);
/* What to do about it; "" where nothing can be done */
const char *reason_remedy(const struct question *question,
	const struct model_answer *answer);

#endif
