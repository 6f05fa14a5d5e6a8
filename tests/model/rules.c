/* SPDX-License-Identifier: MIT */
/*
 * The history: which kernel takes, implies and refuses what, in which order
 *
 * Every row says from which version on it holds, and up to which. What is not
 * in the summary that unshare(2) gives was read in the kernel/fork.c of the
 * time (2.6.20, 2.6.24, 2.6.32, 3.10, 6.12, 7.1), or is a change with a name:
 *
 * 2.6.17	unknown bits are no longer ignored
 * 2.6.19	NEWNS is checked and done even if the namespace is not shared
 * 2.6.22	namespaces by nsproxy, one check of the capability for all
 * 2.6.23	NEWUSER, of the kind that only an administrator may ask for:
 *		"user namespace: add unshare"; gone with 2.6.29, "User
 *		namespaces: set of cleanups"
 * 2.6.26	"ipc: sysvsem: implement sys_unshare(CLONE_SYSVSEM)"
 * 2.6.39	"sys_unshare: remove the dead CLONE_THREAD/SIGHAND/VM code":
 *		THREAD, refused until then, may be asked for in vain
 * 3.9		"userns: Don't allow CLONE_NEWUSER | CLONE_FS", "userns: Don't
 *		allow creation if the user is chrooted"
 * 3.11		user namespaces nest 33 deep
 * 3.12		"pidns: Don't have unshare(CLONE_NEWPID) imply CLONE_THREAD"
 * 4.3		"unshare: Unsharing a thread does not require unsharing a vm"
 * 4.9		the limits of /proc/sys/user; ENOSPC for them and for depth
 * 4.12		"userns,pidns: Verify the userns for new pid namespaces"
 * 5.14		credentials have counters, whose lack is EAGAIN
 * 6.1		security modules decide on NEWUSER
 * 7.0		"unshare: fix unshare_fs() handling" (2026, in stable kernels
 *		too): NEWNS copies what is not shared
 */
#include "rules.h"

#define V(a, b, c) MODEL_VERSION(a, b, c)
#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))
#define FIRST V(2, 6, 16)
#define THREADS (CLONE_THREAD | CLONE_SIGHAND | CLONE_VM)

bool model_within(int version, int since, int until)
{
	return version >= since && version < until;
}

/* The mask. NEWUSER came twice. */
static const struct {
	int since, until;
	unsigned long flags;
} taken[] = {
	{ FIRST, V(2, 6, 17), ~0UL },
	{ FIRST, ALWAYS, THREADS | CLONE_FS | CLONE_NEWNS | CLONE_FILES |
		CLONE_SYSVSEM },
	{ V(2, 6, 19), ALWAYS, CLONE_NEWUTS | CLONE_NEWIPC },
	{ V(2, 6, 23), V(2, 6, 29), CLONE_NEWUSER },
	{ V(2, 6, 24), ALWAYS, CLONE_NEWNET },
	{ V(3, 8, 0), ALWAYS, CLONE_NEWUSER | CLONE_NEWPID },
	{ V(4, 6, 0), ALWAYS, CLONE_NEWCGROUP },
	{ V(5, 6, 0), ALWAYS, CLONE_NEWTIME },
	{ V(7, 1, 0), ALWAYS, UNSHARE_EMPTY_MNTNS },
};

unsigned long model_mask(int version)
{
	unsigned long mask = 0;
	size_t i;

	for (i = 0; i < LENGTH(taken); i++)
		if (model_within(version, taken[i].since, taken[i].until))
			mask |= taken[i].flags;
	return mask;
}

/* Not the first row, which knows none of what it takes. */
int model_since(int version, unsigned long flag)
{
	size_t i;

	for (i = 1; i < LENGTH(taken); i++)
		if (taken[i].flags & flag && taken[i].until > version)
			return taken[i].since;
	return 0;
}

/* Flags that bring others with them, in this order */
static const struct {
	int since, until;
	unsigned long flag, adds;
	bool if_threaded;
} implied[] = {
	{ V(3, 8, 0), ALWAYS, CLONE_NEWUSER, CLONE_THREAD, false },
	{ V(3, 9, 0), ALWAYS, CLONE_NEWUSER, CLONE_FS, false },
	{ V(3, 8, 0), V(3, 12, 0), CLONE_NEWPID, CLONE_THREAD, false },
	{ FIRST, V(4, 3, 0), CLONE_THREAD, CLONE_VM, false },
	{ FIRST, ALWAYS, CLONE_VM, CLONE_SIGHAND, false },
	{ FIRST, V(2, 6, 39), CLONE_SIGHAND, CLONE_THREAD, true },
	{ V(4, 3, 0), ALWAYS, CLONE_SIGHAND, CLONE_THREAD, false },
	{ V(7, 1, 0), ALWAYS, UNSHARE_EMPTY_MNTNS, CLONE_NEWNS, false },
	{ FIRST, ALWAYS, CLONE_NEWNS, CLONE_FS, false },
};

unsigned long model_implied(int version, unsigned long flags, bool threaded)
{
	size_t i;

	for (i = 0; i < LENGTH(implied); i++)
		if (model_within(version, implied[i].since, implied[i].until) &&
		    flags & implied[i].flag &&
		    (threaded || !implied[i].if_threaded))
			flags |= implied[i].adds;
	return flags;
}

/*
 * The work. Nothing is switched before the last row is through, so the order
 * only tells which of several reasons is the one that is reported.
 */
const struct model_step model_steps[] = {
	/* Debian's and Ubuntu's own switch looks first. */
	{ V(3, 8, 0), ALWAYS, CLONE_NEWUSER, REFUSE, MODEL_SWITCHED_OFF },
	{ V(2, 6, 17), ALWAYS, ~0UL, REFUSE, MODEL_UNKNOWN },

	/* Never implemented: granted where there is nothing to do */
	{ FIRST, V(2, 6, 39), CLONE_THREAD, REFUSE, MODEL_NO_THREAD },
	{ V(2, 6, 39), V(4, 3, 0), THREADS, REFUSE, MODEL_MEMORY },
	{ V(4, 3, 0), ALWAYS, THREADS, REFUSE, MODEL_THREADED },
	{ V(4, 3, 0), ALWAYS, CLONE_SIGHAND | CLONE_VM, REFUSE,
		MODEL_HANDLERS },
	{ V(4, 3, 0), ALWAYS, CLONE_VM, REFUSE, MODEL_MEMORY },

	{ FIRST, ALWAYS, CLONE_FS, COPY, MODEL_FS },
	{ V(7, 0, 0), ALWAYS, CLONE_NEWNS, COPY_ANYWAY, MODEL_FS },

	/*
	 * Before nsproxy each namespace had a helper, between the others. The
	 * first releases have mounts where later ones have the nsproxy.
	 */
	{ FIRST, V(2, 6, 19), CLONE_NEWNS, FORGET, MODEL_NSPROXY },
	{ FIRST, V(2, 6, 22), CLONE_NEWNS, REFUSE, MODEL_INCAPABLE },
	{ FIRST, V(2, 6, 22), CLONE_NEWNS, CREATE, MODEL_MNT },

	{ FIRST, V(2, 6, 39), CLONE_SIGHAND, REFUSE, MODEL_HANDLERS },
	{ FIRST, V(2, 6, 39), CLONE_VM, REFUSE, MODEL_MEMORY },
	{ FIRST, ALWAYS, CLONE_FILES, REFUSE, MODEL_DESCRIPTORS },
	{ FIRST, ALWAYS, CLONE_FILES, COPY, MODEL_FILES },
	{ FIRST, V(2, 6, 26), CLONE_SYSVSEM, REFUSE, MODEL_NO_SYSVSEM },
	/* Semaphores of another namespace are out of reach. */
	{ V(2, 6, 26), ALWAYS, CLONE_SYSVSEM | CLONE_NEWIPC, DROP, MODEL_UNDO },

	{ V(2, 6, 19), V(2, 6, 23), CLONE_NEWUTS | CLONE_NEWIPC, REFUSE,
		MODEL_NOT_BUILT },

	{ V(2, 6, 23), V(2, 6, 29), CLONE_NEWUSER, REFUSE, MODEL_INCAPABLE },
	{ V(2, 6, 23), ALWAYS, CLONE_NEWUSER, REFUSE, MODEL_NOT_BUILT },
	{ V(3, 8, 0), ALWAYS, CLONE_NEWUSER, REFUSE, MODEL_USER_DEPTH },
	{ V(3, 8, 0), ALWAYS, CLONE_NEWUSER, REFUSE, MODEL_LIMIT },
	{ V(3, 8, 0), ALWAYS, CLONE_NEWUSER, REFUSE, MODEL_CHROOTED },
	{ V(3, 8, 0), ALWAYS, CLONE_NEWUSER, REFUSE, MODEL_UNMAPPED },
	{ V(3, 8, 0), ALWAYS, CLONE_NEWUSER, REFUSE, MODEL_SECURITY },
	{ V(2, 6, 23), ALWAYS, CLONE_NEWUSER, CREATE_USER, MODEL_USER },

	/* In the order of create_new_namespaces */
	{ V(2, 6, 19), ALWAYS, NAMESPACES, REFUSE, MODEL_INCAPABLE },
	{ V(2, 6, 22), ALWAYS, CLONE_NEWNS, CREATE, MODEL_MNT },
	{ V(2, 6, 23), ALWAYS, CLONE_NEWUTS, REFUSE, MODEL_NOT_BUILT },
	{ V(2, 6, 19), ALWAYS, CLONE_NEWUTS, CREATE, MODEL_UTS },
	{ V(2, 6, 23), ALWAYS, CLONE_NEWIPC, REFUSE, MODEL_NOT_BUILT },
	{ V(2, 6, 19), ALWAYS, CLONE_NEWIPC, CREATE, MODEL_IPC },
	{ V(3, 8, 0), ALWAYS, CLONE_NEWPID, REFUSE, MODEL_NOT_BUILT },
	{ V(3, 8, 0), ALWAYS, CLONE_NEWPID, REFUSE, MODEL_PID_AGAIN },
	{ V(3, 8, 0), ALWAYS, CLONE_NEWPID, REFUSE, MODEL_PID_FOREIGN },
	{ V(3, 8, 0), ALWAYS, CLONE_NEWPID, REFUSE, MODEL_PID_DEPTH },
	{ V(3, 8, 0), ALWAYS, CLONE_NEWPID, CREATE, MODEL_PID },
	/* Without cgroups there is no error, and nothing to unshare. */
	{ V(4, 6, 0), ALWAYS, CLONE_NEWCGROUP, CREATE, MODEL_CGROUP },
	{ V(2, 6, 24), ALWAYS, CLONE_NEWNET, REFUSE, MODEL_NOT_BUILT },
	{ V(2, 6, 24), ALWAYS, CLONE_NEWNET, CREATE, MODEL_NET },
	{ V(5, 6, 0), ALWAYS, CLONE_NEWTIME, REFUSE, MODEL_NOT_BUILT },
	{ V(5, 6, 0), ALWAYS, CLONE_NEWTIME, CREATE, MODEL_TIME },
	{ V(5, 14, 0), ALWAYS, CLONE_NEWUSER, COUNT, MODEL_UCOUNTS },
};
const size_t model_steps_count = LENGTH(model_steps);

/*
 * What is reported: the last row of a rule that the version has reached. Where
 * there is none yet, the version does not have the rule.
 */
static const struct {
	enum model_rule rule;
	int since, error;
} errors[] = {
	{ MODEL_SWITCHED_OFF, FIRST, EPERM },
	{ MODEL_UNKNOWN, FIRST, EINVAL },
	{ MODEL_NO_THREAD, FIRST, EINVAL },
	{ MODEL_NO_SYSVSEM, FIRST, EINVAL },
	{ MODEL_THREADED, FIRST, EINVAL },
	{ MODEL_HANDLERS, FIRST, EINVAL },
	{ MODEL_MEMORY, FIRST, EINVAL },
	{ MODEL_NOT_BUILT, FIRST, EINVAL },
	{ MODEL_USER_DEPTH, V(3, 11, 0), EUSERS },
	{ MODEL_USER_DEPTH, V(4, 9, 0), ENOSPC },
	{ MODEL_CHROOTED, V(3, 9, 0), EPERM },
	{ MODEL_UNMAPPED, FIRST, EPERM },
	{ MODEL_SECURITY, V(6, 1, 0), EPERM },	/* or what the module says */
	{ MODEL_INCAPABLE, FIRST, EPERM },
	{ MODEL_PID_AGAIN, FIRST, EINVAL },
	{ MODEL_PID_FOREIGN, V(4, 12, 0), EINVAL },
	{ MODEL_PID_DEPTH, FIRST, EINVAL },
	{ MODEL_PID_DEPTH, V(4, 9, 0), ENOSPC },
	{ MODEL_LIMIT, V(4, 9, 0), ENOSPC },
	{ MODEL_DESCRIPTORS, FIRST, EMFILE },
	{ MODEL_NO_MEMORY, FIRST, ENOMEM },
	{ MODEL_NO_COUNTS, V(5, 14, 0), EAGAIN },
};

int model_errno(int version, enum model_rule rule)
{
	int error = 0;
	size_t i;

	for (i = 0; i < LENGTH(errors); i++)
		if (errors[i].rule == rule && version >= errors[i].since)
			error = errors[i].error;
	return error;
}

static const char *const texts[MODEL_RULES] = {
	[MODEL_DONE] = "nothing stands against it",
	[MODEL_SWITCHED_OFF] = "kernel.unprivileged_userns_clone is 0",
	[MODEL_UNKNOWN] = "a bit that this kernel does not take",
	[MODEL_NO_THREAD] = "THREAD cannot be unshared before Linux 2.6.39",
	[MODEL_NO_SYSVSEM] = "SYSVSEM cannot be unshared before Linux 2.6.26",
	[MODEL_THREADED] = "the process has more than one thread",
	[MODEL_HANDLERS] = "the signal handlers are shared",
	[MODEL_MEMORY] = "the memory is shared",
	[MODEL_NOT_BUILT] = "this kernel was built without that namespace",
	[MODEL_USER_DEPTH] = "user namespaces nest 33 deep, and no deeper",
	[MODEL_CHROOTED] = "the root directory is not that of the mounts",
	[MODEL_UNMAPPED] = "the user or group id is not mapped",
	[MODEL_SECURITY] = "a security module does not allow it",
	[MODEL_INCAPABLE] = "CAP_SYS_ADMIN is needed in the user namespace",
	[MODEL_PID_AGAIN] = "the children have a pid namespace of their own",
	[MODEL_PID_FOREIGN] = "no user namespace above has the pid namespace",
	[MODEL_PID_DEPTH] = "pid namespaces nest 32 deep, and no deeper",
	[MODEL_LIMIT] = "a limit in /proc/sys/user is reached",
	[MODEL_DESCRIPTORS] = "an open descriptor is above fs.nr_open",
	[MODEL_NO_MEMORY] = "no memory",
	[MODEL_NO_COUNTS] = "no memory for the user's counters",
};

const char *model_text(enum model_rule rule)
{
	return texts[rule];
}
