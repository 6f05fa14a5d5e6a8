/* SPDX-License-Identifier: MIT */
/*
 * What decided, for people: the model's text for the rule, the flags that it
 * is about, and the figures that were seen; and what to do about it.
 */
#include "view.h"
#include "look.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* Of the flags given, those that are or bring the flag which was refused */
static unsigned given(const struct question *q,
	const struct model_answer *answer)
{
	unsigned bit, flags = 0;

	for (bit = 1; bit; bit <<= 1)
		if (q->word & bit && model_implied(q->view.situation.version,
		    bit, q->view.situation.threaded) & answer->flag)
			flags |= bit;
	return flags;
}

/* The flags that some kernel after this one takes */
static unsigned later(const struct question *q, unsigned long flags)
{
	unsigned bit, found = 0;

	for (bit = 1; bit; bit <<= 1)
		if (flags & bit && model_since(q->view.situation.version, bit))
			found |= bit;
	return found;
}

static void put_some(struct text *text, const char **between, unsigned flags,
	const char *taken)
{
	if (!flags)
		return;
	text_put(text, *between);
	*between = ", ";
	text_flags(text, flags);
	text_put(text, taken);
}

/* CLONE_NEWTIME (Linux 5.6 does, this is 5.4), CLONE_IO (clone does), 0x3 */
static void put_unknown(struct question *q, unsigned flags)
{
	struct text *text = &q->text;
	unsigned bit, others = flags & ~later(q, flags), nameless = 0;
	const char *between = "";

	for (bit = 1; bit; bit <<= 1) {
		if (others & bit && !text_flag(bit))
			nameless |= bit;
		if (!(flags & ~others & bit))
			continue;
		put_some(text, &between, bit, " (Linux ");
		text_version(text, model_since(q->view.situation.version, bit));
		text_put(text, " does, this is ");
		text_version(text, q->view.situation.version);
		text_put(text, ")");
	}
	put_some(text, &between, others & ~nameless,
		" (clone and clone3 do)");
	put_some(text, &between, nameless, " (no call does)");
}

static void put_threads(struct question *q)
{
	struct text *text = &q->text;

	text_number(text, q->view.threads);
	if (q->view.emulator[0]) {
		text_put(text, ", with those of the emulator ");
		text_put(text, q->view.emulator);
	}
}

/* CONFIG_TIME_NS: made of the name of its flag */
static void put_options(struct text *text, unsigned flags)
{
	const char *between = "", *name;
	unsigned bit;
	char part[2] = "";

	for (bit = 1; bit; bit <<= 1) {
		if (!(flags & bit))
			continue;
		text_put(text, between);
		between = ", ";
		text_put(text, "CONFIG_");
		for (name = text_flag(bit) + LENGTH("CLONE_NEW") - 1;
		    *name; name++) {
			part[0] = *name;
			text_put(text, part);
		}
		text_put(text, "_NS");
	}
}

/* max_net_namespaces is 0; of the limits that the flags come up against */
static void put_limits(struct text *text, unsigned long flags)
{
	const char *between = "";
	char path[LOOK_PATH];
	unsigned long limit;
	size_t i;

	for (i = 0; i < ns_limits_count; i++) {
		if (!(flags & ns_limits[i].flag))
			continue;
		text_put(text, between);
		between = ", ";
		text_put(text, "max_");
		text_put(text, ns_limits[i].name);
		text_put(text, "_namespaces");
		limit = look_at_number(look_path(path, "/proc/sys/user/max_",
			ns_limits[i].name, "_namespaces"), ~0UL);
		if (limit != ~0UL) {
			text_put(text, " is ");
			text_number(text, (unsigned)limit);
		}
	}
}

/* All that may be, where nobody can see which */
static unsigned long absent(const struct question *q,
	const struct model_answer *answer)
{
	unsigned long flags = answer->flag & ~q->view.situation.built;

	return flags ? flags : answer->flag;
}

static void put_figures(struct question *q, const struct model_answer *answer)
{
	struct text *text = &q->text;

	switch (answer->rule) {
	case MODEL_UNKNOWN:
		text_put(text, ": ");
		put_unknown(q, (unsigned)answer->flag);
		break;
	case MODEL_THREADED:
		if (!q->view.threads)
			break;
		text_put(text, ": ");
		put_threads(q);
		break;
	case MODEL_NOT_BUILT:
		text_put(text, ": ");
		put_options(text, (unsigned)absent(q, answer));
		break;
	case MODEL_LIMIT:
		text_put(text, ": ");
		put_limits(text, answer->flag);
		break;
	case MODEL_DESCRIPTORS:
		text_put(text, ": ");
		text_number(text, q->view.situation.nr_open);
		break;
	default:
		break;
	}
}

void reason_put(struct question *q, const struct model_answer *answer)
{
	unsigned flags = given(q, answer);

	if (answer->rule != MODEL_UNKNOWN && flags && flags != q->named) {
		text_flags(&q->text, flags);
		if (!(flags & answer->flag)) {
			text_put(&q->text, ", which adds ");
			text_flags(&q->text, (unsigned)answer->flag);
		}
		text_put(&q->text, ": ");
		q->named = flags;
	}
	text_put(&q->text, model_text(answer->rule));
	put_figures(q, answer);
}

static const char in_a_child[] = "call it in a child of fork";
static const char *const remedies[MODEL_RULES] = {
	[MODEL_SWITCHED_OFF] = "have it set to 1, by sysctl, or run as root",
	[MODEL_UNKNOWN] = "leave it out, or run a kernel that takes it",
	[MODEL_NO_THREAD] = "leave it out, or run a later kernel",
	[MODEL_NO_SYSVSEM] = "leave it out, or run a later kernel",
	[MODEL_THREADED] = "call it before there is a second thread, or in a "
		"child of fork",
	[MODEL_HANDLERS] = in_a_child,
	[MODEL_MEMORY] = in_a_child,
	[MODEL_NOT_BUILT] = "leave it out, or run a kernel that was built "
		"with it",
	[MODEL_USER_DEPTH] = "nest fewer",
	[MODEL_CHROOTED] = "call it before chroot, or change the root by "
		"pivot_root instead",
	[MODEL_UNMAPPED] = "have uid_map and gid_map written first: "
		"user_namespaces(7)",
	[MODEL_INCAPABLE] = "add CLONE_NEWUSER, or run as root; in a "
		"container, with CAP_SYS_ADMIN added",
	[MODEL_PID_AGAIN] = "call it in a child of fork, which is in it",
	[MODEL_PID_FOREIGN] = "call it in the user namespace that has the pid "
		"namespace",
	[MODEL_PID_DEPTH] = "nest fewer",
	[MODEL_LIMIT] = "have it raised, by sysctl, or end whoever has the "
		"others",
	[MODEL_DESCRIPTORS] = "close those above it, or have it raised, by "
		"sysctl",
	[MODEL_NO_MEMORY] = "free some, or have the limit of the cgroup raised",
	[MODEL_NO_COUNTS] = "free some, or have the limit of the cgroup raised",
};

const char *reason_remedy(const struct question *q,
	const struct model_answer *answer)
{
	const char *remedy = remedies[answer->rule];

	if (answer->rule == MODEL_THREADED && q->view.emulator[0])
		return "run it without the emulator, on a machine or in a "
			"virtual one";
	if (answer->rule == MODEL_UNKNOWN && !later(q, answer->flag))
		return "leave it out";
	return remedy ? remedy : "";
}
