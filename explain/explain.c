/* SPDX-License-Identifier: MIT */
/*
 * unshare_explain, as include/unshare.h has it: why a call failed
 *
 * The model is asked what the kernel answers in the situation that is seen. If
 * that is the error, its rule is the reason. If not, something is not seen:
 * each thing that cannot be is supposed in turn, and what would have given the
 * error is named. What is left are those who answer in the kernel's place.
 */
#include <unshare.h>
#include "view.h"
#include "look.h"

/* Memory for one question. What the model gives back is not used again. */
struct arena {
	struct model_context objects[MODEL_OBJECTS];
	size_t used;
};

static void *arena_allocate(void *cookie, size_t size)
{
	struct arena *arena = cookie;

	(void)size;
	return arena->used < MODEL_OBJECTS ? &arena->objects[arena->used++] :
		NULL;
}

static void arena_release(void *cookie, void *object)
{
	(void)cookie;
	(void)object;
}

static void arena_lock(void *cookie, struct model_task *task)
{
	(void)cookie;
	(void)task;
}

static struct model_answer ask(const struct model_situation *situation,
	unsigned long word)
{
	static const struct model_ops ops = {
		arena_allocate, arena_release, arena_lock, arena_lock
	};
	struct model_answer answer;
	struct arena arena;

	arena.used = 0;
	memset(&answer, 0, sizeof(answer));
	model_ask(situation, word, &ops, &arena, &answer);
	return answer;
}

/* A situation in which the rule holds: false if it would have been seen. */
static bool suppose(struct model_situation *s, enum model_rule rule, bool blind)
{
	switch (rule) {
	case MODEL_THREADED:
		s->threaded = true;
		return blind;
	case MODEL_SWITCHED_OFF:
		s->switched_off = true;
		return blind;
	case MODEL_NOT_BUILT:
		s->built = 0;
		return blind;
	case MODEL_UNMAPPED:
		s->unmapped = true;
		return blind;
	case MODEL_PID_AGAIN:
		s->pid_again = true;
		return blind || s->version < MODEL_VERSION(4, 12, 0);
	case MODEL_HANDLERS:
		s->shared |= CLONE_SIGHAND | CLONE_VM;
		return true;
	case MODEL_MEMORY:
		s->shared |= CLONE_VM;
		return true;
	case MODEL_CHROOTED:	/* to a mount, which nobody can tell */
		s->chrooted = true;
		return true;
	case MODEL_USER_DEPTH:
		s->user_level = 33;
		return true;
	case MODEL_PID_DEPTH:
		s->pid_level = 32;
		return true;
	case MODEL_PID_FOREIGN:
		s->pid_foreign = true;
		return true;
	case MODEL_LIMIT:
		s->full = ~0UL;
		return true;
	case MODEL_DESCRIPTORS:
		s->shared |= CLONE_FILES;
		s->descriptors = s->nr_open + 1;
		return s->descriptors;
	default:
		return false;
	}
}

/* If that rule could have given the error, and what the answer then is */
static bool would_give(const struct question *q, enum model_rule rule,
	struct model_answer *answer)
{
	struct model_situation s = q->view.situation;
	size_t i;

	memset(answer, 0, sizeof(*answer));
	answer->rule = rule;
	if (rule == MODEL_NO_MEMORY || rule == MODEL_NO_COUNTS)
		return model_errno(s.version, rule) == q->error;
	if (!suppose(&s, rule, q->view.blind))
		return false;
	*answer = ask(&s, q->word);
	/* Any of the limits may be the one that is reached. */
	for (i = 0; rule == MODEL_LIMIT && i < ns_limits_count; i++)
		answer->flag |= answer->flags & ns_limits[i].flag;
	return answer->rule == rule && answer->error == q->error;
}

static bool is_supposed(const struct question *q)
{
	struct model_answer answer;
	enum model_rule rule;

	for (rule = 0; rule < MODEL_RULES; rule++)
		if (would_give(q, rule, &answer))
			return true;
	return false;
}

/* What may be the reason, and the remedy if there is one alone */
struct guesses {
	unsigned count;
	const char *remedy;
};

static void guess(struct question *q, struct guesses *guesses,
	const char *text, const char *remedy)
{
	text_put(&q->text, guesses->count ? ", or " : "perhaps ");
	text_put(&q->text, text);
	if (guesses->count++ && remedy != guesses->remedy)
		remedy = "";
	guesses->remedy = remedy;
}

static void guess_rules(struct question *q, struct guesses *guesses)
{
	struct model_answer answer;
	enum model_rule rule;

	for (rule = 0; rule < MODEL_RULES; rule++) {
		if (!would_give(q, rule, &answer))
			continue;
		guess(q, guesses, "", reason_remedy(q, &answer));
		reason_put(q, &answer);
		if (rule == MODEL_LIMIT)
			text_put(&q->text, ", and may be lower further up");
	}
}

/* Those who answer before the kernel's own rules do, or beside them */
static void guess_others(struct question *q, struct guesses *guesses)
{
	const struct view *view = &q->view;

	if (view->restricted && q->word & CLONE_NEWUSER &&
	    (q->error == EPERM || q->error == EACCES))
		guess(q, guesses, "AppArmor does not allow it: "
			"kernel.apparmor_restrict_unprivileged_userns is 1",
			"have that set to 0, by sysctl, or load a profile "
			"that allows userns");
	if (view->filtered)
		guess(q, guesses, "a seccomp filter does not allow it: one is "
			"active, as in containers", "allow unshare in it");
	if (view->emulator[0]) {
		guess(q, guesses, "the emulator does not allow it: ", "");
		text_put(&q->text, view->emulator);
	}
}

static void guess_module(struct question *q, struct guesses *guesses)
{
	const char *remedy = guesses->remedy;

	guess(q, guesses, model_text(MODEL_SECURITY), "");
	if (q->view.modules[0]) {
		text_put(&q->text, ", of ");
		text_put(&q->text, q->view.modules);
	}
	/* These are always there, so they do not make it less likely. */
	if (guesses->count == 2)
		guesses->remedy = remedy;
}

/* EACCES is not what Linux 6.18 answers here: */
static void put_surprise(struct question *q,
	const struct model_answer *expected)
{
	text_error(&q->text, q->error);
	text_put(&q->text, " is not what Linux ");
	text_version(&q->text, q->view.situation.version);
	text_put(&q->text, " answers here");
	if (expected->error) {
		text_put(&q->text, ", which is ");
		text_error(&q->text, expected->error);
		text_put(&q->text, " (");
		reason_put(q, expected);
		text_put(&q->text, ")");
	}
	text_put(&q->text, ": ");
}

/*
 * Whoever denies it says EPERM, EACCES or ENOSYS. What else is not expected
 * may come from any of them.
 */
static const char *put_unseen(struct question *q,
	const struct model_answer *expected)
{
	bool denied = q->error == EPERM || q->error == EACCES;
	bool supposed = is_supposed(q);
	struct guesses guesses = { 0, "" };

	if (!supposed)
		put_surprise(q, expected);
	if (!supposed || denied)
		guess_others(q, &guesses);
	guess_rules(q, &guesses);
	if (denied || !guesses.count)
		guess_module(q, &guesses);
	if (q->view.blind)
		text_put(&q->text, " (there is no /proc to tell)");
	return guesses.remedy;
}

static const char *put_success(struct question *q)
{
	unsigned long later = q->word & (CLONE_NEWPID | CLONE_NEWTIME);

	text_put(&q->text, model_text(MODEL_DONE));
	if (later) {
		text_put(&q->text, ", and the children born from now on have ");
		text_flags(&q->text, (unsigned)later);
	}
	return "";
}

__attribute__((visibility("default")))
int unshare_explain(int flags, int error, char *buf, __SIZE_TYPE__ size)
{
	struct question q;
	struct model_answer answer;
	const char *remedy;

	/* The int is extended, as unshare() does it. */
	q.word = (unsigned long)(long)flags;
	q.error = error < 0 ? (int)(0U - (unsigned)error) : error;
	q.text.at = buf;
	q.text.room = size;
	q.text.length = 0;
	q.named = 0;
	if (size)
		*buf = '\0';
	view_all(&q.view);
	answer = ask(&q.view.situation, q.word);
	if (!q.error) {
		remedy = put_success(&q);
	} else if (answer.error == q.error) {
		reason_put(&q, &answer);
		remedy = reason_remedy(&q, &answer);
	} else {
		remedy = put_unseen(&q, &answer);
	}
	if (*remedy) {
		text_put(&q.text, "; ");
		text_put(&q.text, remedy);
	}
	return (int)q.text.length;
}
