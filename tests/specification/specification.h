/* SPDX-License-Identifier: MIT */
/*
 * What the parts of the specification test share. Every expectation is the
 * reference model's (tests/model/), asked about the running system.
 */
#ifndef SPECIFICATION_H
#define SPECIFICATION_H

#include "../rt.h"
#include "../model/system.h"

#define SHARED (CLONE_FS | CLONE_FILES | CLONE_SYSVSEM)
#define ALIKE (CLONE_VM | CLONE_SIGHAND)
#define NAMESPACES (CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC | \
	CLONE_NEWNET | CLONE_NEWPID | CLONE_NEWCGROUP | CLONE_NEWTIME)

extern bool emulated;		/* by QEMU user mode: every child has threads */
extern bool own_machine;	/* which may be changed: nobody else uses it */
extern unsigned fewer;		/* of many words and calls one in 2^fewer */
extern char **again;		/* the command that runs this program again */

/* The name begins with what the command line asked for, or it asked for all. */
bool wanted(const char *name);

void test_combinations(void);	/* combinations.c: parts 1, 3, and others */
void test_implied(void);	/* implied.c: part 2 */
void test_concurrency(void);	/* concurrency.c: part 4 */
void test_children(void);	/* later.c: what acts on children only */
void test_signals(void);	/* signals.c: never EINTR */
void raise_limits(void);	/* machine.c: of this machine, on namespaces */
void test_machine(void);	/* machine.c: EMFILE, ENOMEM */
int came_again(int argc, char **argv);	/* concurrency.c: after execve */

/* ask.c ------------------------------------------------------------------- */

/* The model's answer; every task of this process may ask. */
void ask(const struct model_situation *situation, unsigned long word,
	struct model_answer *answer);
/* The call, by the wrapper; a word that is no int goes past it. */
int call(unsigned long word);		/* 0 or an errno value */

/* What was compared, and how it came out; each has one writer. */
struct tally {
	unsigned long compared, granted, children, effects, differing;
};
extern unsigned long all_compared, all_differing;
/* Counts that, and begins a line about the first few: there end_line(). */
bool differs(struct tally *tally, const char *where, unsigned long word);
/* The result of a test, the counts in a diagnostic. */
void report(const char *name, const struct tally *sum, bool passed);

/* Until *at is no longer the value, or a second has gone by: ETIMEDOUT */
typedef volatile int futex __attribute__((aligned(4)));	/* m68k: 2 */
int futex_wait(futex *at, int value);
void futex_wake(futex *at);
/* Waits for whoever is left over, and comes to this process: how many */
unsigned reap(void);
/* Ends this process with that one, which may be gone already. */
void die_with(long parent);
/* Text and a number behind what is there, which the caller has room for */
char *append(char *to, const char *text);
char *append_number(char *to, long number);

/* effects.c --------------------------------------------------------------- */

/* What a trial shows of a child: the flags of what it has for itself */
struct sight {
	unsigned long seen, looked_at;
};
#define UNEXPECTED 1UL		/* seen, but no flag does that */

/* In the process that will look; again when it has gone elsewhere */
void effects_begin(void);
/* In a child: does to its own contexts what would show in shared ones. */
unsigned long effects_act(void);
/* The child's namespaces, by /proc; what it shares, by kcmp(2) */
void effects_links(long id, struct sight *sight);
/* What kcmp(2) compares, and the flag that unshares it */
#define KCMP_KINDS 5
extern const struct kcmp_kind {
	int type;
	unsigned long flag;
} kcmp_kinds[KCMP_KINDS];
void effects_kcmp(long id, unsigned long shared, struct sight *sight);
/* By what it did: directory, umask, descriptors; and when it has ended. */
void effects_here(unsigned long acted, struct sight *sight);
void effects_after(unsigned long acted, struct sight *sight);

/* trial.c ----------------------------------------------------------------- */

#define BATCH 64

/* Words that one child calls unshare with. In memory that both see. */
struct trial {
	unsigned long clone_flags;	/* RT_THREAD_FLAGS: a thread */
	void (*in_child)(void);		/* before the calls */
	bool blind;			/* /proc does not show the child */
	unsigned long word[BATCH];
	unsigned count;

	futex called, leave;
	int error[BATCH];
	unsigned long acted;
	/* What was seen: by /proc, by kcmp(2), by what the child did */
	struct sight links, compared, acts;
};
/* Runs it. The child was refused at all: an errno value, else 0. */
int try(struct trial *trial);
/* The flags that are not as they should be, where they were looked at. */
unsigned long wrong_effects(const struct trial *trial, unsigned long renewed);

/* scenarios.c ------------------------------------------------------------- */

#define ALL 99			/* all words of the mask, and others */
#define EACH 0			/* each bit of a word, and no bit */

struct scenario {
	const char *name;
	/*
	 * Puts the process that makes the children in its place, and fills in
	 * `situation`; or says why it cannot.
	 */
	const char *(*prepare)(void);
	void (*in_child)(void);		/* what only the children can do */
	unsigned up_to;			/* bits of a word, or ALL, or EACH */
	unsigned long clone_flags;
	bool threads;			/* can be under emulation too */
	bool blind;
	unsigned long before;		/* no longer shared before the call */
};
extern const struct scenario scenarios[];
extern const size_t scenarios_count;
extern struct model_situation situation;

const char *as_administrator(void);
const char *as_user(void);
const char *own_user_namespace(void);

#endif
