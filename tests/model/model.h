/* SPDX-License-Identifier: MIT */
/*
 * What the kernel answers to unshare(flags): the reference model
 *
 * An executable specification of sys_unshare, from Linux 2.6.16 to 7.2, after
 * the high and low level design of the call's first document (Janak Desai,
 * January 2006, sections 6 and 7):
 *
 * rules.c	the history: which kernel takes, implies and refuses what
 * contexts.c	what tasks share: counted references, and dup_* of each kind
 * task.c	the first task, clone(2) by copy_*, exit
 * conditions.c	when a rule applies
 * unshare.c	the call: flags, one helper per context, switch, release
 * ask.c	the question as a whole: a situation and a word, the answer
 *
 * Most callers need model_ask() only. The rest is for the tests of the model:
 * several tasks, an allocator that fails, threads.
 *
 * Sources: that document; the kernel's kernel/fork.c, kernel/nsproxy.c,
 * kernel/user_namespace.c, kernel/pid_namespace.c, fs/namespace.c, fs/file.c
 * and kernel/ucount.c, read in the versions that rules.c names; unshare(2).
 */
#ifndef MODEL_H
#define MODEL_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "base.h"
#include <sched.h>

#define MODEL_VERSION(a, b, c) ((a) * 1000000 + (b) * 1000 + (c))

/*
 * The kinds of contexts: first those that a task points to. Of these a call
 * of unshare replaces the ones up to MODEL_NSPROXY. The namespaces below an
 * nsproxy are in the order in which the kernel makes them, which decides what
 * error comes first (create_new_namespaces).
 */
enum model_kind {
	MODEL_FS, MODEL_FILES, MODEL_UNDO, MODEL_CRED, MODEL_NSPROXY,
	MODEL_MM, MODEL_SIGHAND, MODEL_SIGNAL, MODEL_ACTIVE_PID,
	MODEL_MNT, MODEL_UTS, MODEL_IPC, MODEL_PID, MODEL_CGROUP, MODEL_NET,
	MODEL_TIME, MODEL_ACTIVE_TIME, MODEL_USER, MODEL_UCOUNTS, MODEL_KINDS
};
#define MODEL_REPLACED	(MODEL_NSPROXY + 1)
#define MODEL_HELD	(MODEL_ACTIVE_PID + 1)
#define MODEL_NS_FIRST	MODEL_MNT
#define MODEL_NS_END	(MODEL_ACTIVE_TIME + 1)
#define MODEL_NS(kind)	((kind) - MODEL_NS_FIRST)

/* What decided. rules.c has a text and, by version, the errno of each. */
enum model_rule {
	MODEL_DONE, MODEL_SWITCHED_OFF, MODEL_UNKNOWN, MODEL_NO_THREAD,
	MODEL_NO_SYSVSEM, MODEL_THREADED, MODEL_HANDLERS, MODEL_MEMORY,
	MODEL_NOT_BUILT, MODEL_USER_DEPTH, MODEL_CHROOTED, MODEL_UNMAPPED,
	MODEL_SECURITY, MODEL_INCAPABLE, MODEL_PID_AGAIN, MODEL_PID_FOREIGN,
	MODEL_PID_DEPTH, MODEL_LIMIT, MODEL_DESCRIPTORS, MODEL_NO_MEMORY,
	MODEL_NO_COUNTS, MODEL_RULES
};

/* The caller and its system. Sets of contexts are flags: CLONE_FS, ... */
struct model_situation {
	int version;			/* MODEL_VERSION(6, 18, 0) */
	unsigned long built;		/* CLONE_NEW*: in the kernel */
	bool threaded;			/* the process has other threads */
	unsigned long shared;		/* with another process: FS, FILES,
					   SYSVSEM, VM, SIGHAND, NEWNS */
	bool capable;			/* CAP_SYS_ADMIN in its namespace */
	bool chrooted;
	bool unmapped;			/* effective user or group id */
	unsigned user_level, pid_level;	/* of its namespaces; 0: the first */
	bool pid_again;			/* NEWPID or setns(2) before */
	bool pid_foreign;		/* pid namespace of a user namespace
					   that its own is not below */
	unsigned long full;		/* CLONE_NEW*: limit reached */
	unsigned descriptors;		/* highest open one, and 1 */
	unsigned nr_open;		/* fs.nr_open */
	bool switched_off;		/* unprivileged_userns_clone is 0 */
	int security;			/* a security module's errno, or 0 */
};

struct model_answer {
	int error;			/* 0, or an errno value */
	enum model_rule rule;		/* which made it so */
	unsigned long flag;		/* and for which of the flags */
	unsigned long flags;		/* with those implied */
	unsigned long renewed;		/* no longer shared: CLONE_FS, FILES,
					   SYSVSEM, NEW* */
};

/* What the model takes from outside. The lock is the task's alloc_lock. */
struct model_task;
struct model_ops {
	void *(*allocate)(void *cookie, size_t size);	/* NULL: no memory */
	void (*release)(void *cookie, void *object);
	void (*lock)(void *cookie, struct model_task *task);
	void (*unlock)(void *cookie, struct model_task *task);
};

/*
 * The answer to the word in the situation. 0, or ENOMEM if there is no memory
 * for the model itself, which takes at most MODEL_OBJECTS objects.
 */
#define MODEL_OBJECTS 32
int model_ask(const struct model_situation *situation, unsigned long flags,
	const struct model_ops *ops, void *cookie, struct model_answer *answer);

/* One line for people. */
const char *model_text(enum model_rule rule);
/* The rule's errno, 0 where the version does not have the rule. */
int model_errno(int version, enum model_rule rule);
/* The words' bits that the version takes: all, where it does not look. */
unsigned long model_mask(int version);
/* The version that first had the bit or, where it went, had it again; 0 if no
   later one takes it. */
int model_since(int version, unsigned long flag);

/* From here on: for tests, and between the parts of the model -------------- */

struct model_context {
	enum model_kind kind;
	atomic_int users;
	unsigned long id;		/* no two have the same */
	/* namespace, cred, ucounts: the user namespace; that one: its parent */
	struct model_context *owner;
	/* nsproxy: ns[MODEL_NS(kind)] */
	struct model_context *ns[MODEL_NS(MODEL_NS_END)];
	struct model_context *ucounts;	/* cred */
	/* user namespace: how many it may have, and has, of each kind */
	unsigned max[MODEL_KINDS];
	atomic_uint count[MODEL_KINDS];
	unsigned level;			/* user, pid: 0 is the first */
	unsigned descriptors;		/* files: highest open one, and 1 */
	bool chrooted;			/* fs */
	bool capable, unmapped;		/* cred */
	bool foreign;			/* pid */
};

struct model_system {
	int version;
	unsigned long built;
	unsigned nr_open;
	bool switched_off;
	int security;
	const struct model_ops *ops;
	void *cookie;
	atomic_ulong next_id;
};

struct model_task {
	struct model_system *system;
	struct model_context *context[MODEL_HELD];	/* NULL: has none */
};

/* The system and its first task: 0 or ENOMEM. */
int model_boot(struct model_system *system, struct model_task *task,
	const struct model_situation *situation, const struct model_ops *ops,
	void *cookie);
/* clone(2) with the flags FS FILES SYSVSEM VM SIGHAND THREAD: 0 or an errno */
int model_clone(struct model_task *parent, struct model_task *child,
	unsigned long flags);
void model_exit(struct model_task *task);
void model_unshare(struct model_task *task, unsigned long flags,
	struct model_answer *answer);
/* Another task's context, as /proc does it: a reference, to be put, or NULL */
struct model_context *model_peek(struct model_task *task, enum model_kind kind);

struct model_context *model_new(struct model_system *system,
	enum model_kind kind);
struct model_context *model_get(struct model_context *context);
void model_put(struct model_system *system, struct model_context *context);
/* If anybody else holds it */
bool model_shared(const struct model_context *context);
/* One more of that kind in the user namespace and all above it, if allowed */
bool model_charge(struct model_context *user, enum model_kind kind,
	bool limited);
bool model_full(const struct model_context *user, enum model_kind kind);

/* A private copy of what the task has, or NULL without memory */
struct model_context *model_dup(struct model_task *task, enum model_kind kind);
/* A new namespace, charged already */
struct model_context *model_new_namespace(struct model_system *system,
	enum model_kind kind, struct model_context *owner, unsigned level);

/* The flag that stands for a kind, 0 if none does */
unsigned long model_flag(enum model_kind kind);
/* Flags with those that the version adds to them */
unsigned long model_implied(int version, unsigned long flags, bool threaded);

#endif
