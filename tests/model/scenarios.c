/* SPDX-License-Identifier: MIT */
/*
 * The situations in which the kernel is asked. All are made of namespaces and
 * processes of the test's own; what would change the machine (fs.nr_open, to
 * have a descriptor above it) is not among them.
 */
#include "scenarios.h"
#include "system.h"
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOBODY 65534

struct model_situation situation;

void die(const char *what)
{
	fprintf(stderr, "# %s: %s\n", what, strerror(errno));
	_exit(99);
}

/* And let those who have the right to look at it do so. */
void die_with_parent(void)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	prctl(PR_SET_DUMPABLE, 1);
}

long fork_with(unsigned long flags)
{
	pid_t parent = getpid();
	long pid = syscall(SYS_clone, flags | SIGCHLD, 0, 0, 0, 0);

	if (pid == 0) {
		die_with_parent();
		/* It may be gone already; 0 is one in another namespace. */
		if (getppid() && getppid() != parent)
			_exit(99);
	}
	return pid;
}

static const char *as_administrator(void)
{
	situation = running_system();
	return situation.capable ? NULL : "not an administrator";
}

static const char *as_anyone(void)
{
	situation = running_system();
	return NULL;
}

static const char *as_user(void)
{
	if (geteuid() == 0 && (setgroups(0, NULL) || setresgid(NOBODY, NOBODY,
	    NOBODY) || setresuid(NOBODY, NOBODY, NOBODY)))
		return "no other user";
	die_with_parent();
	situation = running_system();
	if (access("/proc/sys/kernel/apparmor_restrict_unprivileged_userns",
	    F_OK) == 0)
		return "AppArmor decides";
	return situation.capable ? "still an administrator" : NULL;
}

static const char *put(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY);
	bool fine = fd >= 0 && write(fd, text, strlen(text)) ==
		(ssize_t)strlen(text);

	close(fd);
	return fine ? NULL : path;
}

/* A user namespace in which this process is root */
static const char *own_user_namespace(void)
{
	char users[32], groups[32];
	const char *reason;

	snprintf(users, sizeof(users), "0 %u 1", geteuid());
	snprintf(groups, sizeof(groups), "0 %u 1", getegid());
	if (syscall(SYS_unshare, CLONE_NEWUSER))
		return "no user namespaces";
	die_with_parent();
	reason = put("/proc/self/uid_map", users);
	if (!reason)
		reason = put("/proc/self/setgroups", "deny");
	if (!reason)
		reason = put("/proc/self/gid_map", groups);
	return reason;
}

static const char *in_user_namespace(void)
{
	const char *reason = own_user_namespace();

	situation = running_system();
	return reason;
}

static const char *unmapped(void)
{
	if (syscall(SYS_unshare, CLONE_NEWUSER))
		return "no user namespaces";
	die_with_parent();
	situation = running_system();
	return situation.unmapped ? NULL : "mapped";
}

static const char *limits_at_0(void)
{
	static const char *const kinds[] = { "mnt", "uts", "ipc", "pid",
		"cgroup", "net", "time", "user" };
	const char *reason = own_user_namespace();
	char path[64];
	size_t i;

	for (i = 0; !reason && i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		snprintf(path, sizeof(path), "/proc/sys/user/max_%s_namespaces",
			kinds[i]);
		reason = put(path, "0");
	}
	situation = running_system();
	return reason ? "no limits" : NULL;
}

static const char *deep(unsigned levels)
{
	const char *reason = NULL;
	unsigned i;

	for (i = 0; !reason && i < levels; i++)
		reason = own_user_namespace();
	situation = running_system();
	situation.user_level = levels;
	return reason;
}

static const char *one_level_left(void)
{
	return deep(32);
}

static const char *no_level_left(void)
{
	return deep(33);
}

static const char *in_chroot(void)
{
	const char *reason = as_administrator();

	/* A directory that is no mount; only the children go there. */
	situation.chrooted = true;
	return reason;
}

static void go_to_chroot(void)
{
	if (chroot("/proc/self/fdinfo"))
		die("chroot");
}

static atomic_int *born;

static const char *children_elsewhere(void)
{
	const char *reason = as_administrator();

	situation.pid_again = true;
	born = mmap(NULL, sizeof(*born), PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	return born == MAP_FAILED ? "no memory" : reason;
}

static void send_children_away(void)
{
	if (syscall(SYS_unshare, CLONE_NEWPID))
		die("unshare");
}

static void have_a_child_there(void)
{
	send_children_away();
	atomic_store(born, 0);
	if (fork_with(0) == 0) {
		atomic_store(born, 1);
		for (;;)
			pause();
	}
	/* Until it is sure to die with this one, which is killed any moment */
	while (!atomic_load(born))
		sched_yield();
}

/* Each in the pid namespace of the last: only the last one goes on. */
static const char *pid_levels(unsigned levels)
{
	const char *reason = as_administrator();
	unsigned i;
	long pid;
	int status;

	for (i = 0; !reason && i < levels; i++) {
		pid = fork_with(CLONE_NEWPID);
		if (pid < 0)
			return "no more pid namespaces";
		if (pid > 0) {
			waitpid((pid_t)pid, &status, 0);
			_exit(WIFEXITED(status) ? WEXITSTATUS(status) : 99);
		}
	}
	situation.pid_level = levels;
	return reason;
}

static const char *one_pid_level_left(void)
{
	return pid_levels(31);
}

static const char *no_pid_level_left(void)
{
	return pid_levels(32);
}

/* The pid namespace of a user namespace further down, entered from above */
static const char *foreign_pid_namespace(void)
{
	const char *reason = as_administrator();
	char path[64];
	long pid;
	int fd, status;

	if (reason)
		return reason;
	pid = fork_with(CLONE_NEWUSER | CLONE_NEWPID);
	if (pid == 0)
		for (;;)
			pause();
	snprintf(path, sizeof(path), "/proc/%ld/ns/pid", pid);
	fd = open(path, O_RDONLY);
	if (pid < 0 || fd < 0 || setns(fd, CLONE_NEWPID))
		return "no such pid namespace";
	close(fd);
	pid = fork_with(0);
	if (pid > 0) {
		waitpid((pid_t)pid, &status, 0);
		_exit(WIFEXITED(status) ? WEXITSTATUS(status) : 99);
	}
	situation.pid_foreign = true;
	return NULL;
}

const struct scenario scenarios[] = {
	{ .name = "administrator", .prepare = as_administrator, .up_to = ALL,
		.clone_flags = SHARED },
	{ .name = "user", .prepare = as_user, .up_to = ALL,
		.clone_flags = SHARED },
	{ .name = "administrator, two threads", .prepare = as_administrator,
		.up_to = ALL, .clone_flags = SHARED, .threaded = true },
	{ .name = "user, two threads", .prepare = as_user,
		.up_to = ALL, .clone_flags = SHARED, .threaded = true },
	{ .name = "nothing shared", .prepare = as_anyone, .up_to = 3 },
	{ .name = "shared memory", .prepare = as_anyone, .up_to = 3,
		.clone_flags = CLONE_VM },
	{ .name = "shared handlers", .prepare = as_anyone, .up_to = 3,
		.clone_flags = ALIKE },
	{ .name = "in a user namespace", .prepare = in_user_namespace,
		.up_to = 3, .clone_flags = SHARED },
	{ .name = "unmapped ids", .prepare = unmapped, .up_to = 3,
		.clone_flags = SHARED },
	{ .name = "limits at 0", .prepare = limits_at_0, .up_to = 3,
		.clone_flags = SHARED },
	{ .name = "32 user namespaces deep", .prepare = one_level_left,
		.up_to = 2, .clone_flags = SHARED },
	{ .name = "33 user namespaces deep", .prepare = no_level_left,
		.up_to = 3, .clone_flags = SHARED },
	{ .name = "31 pid namespaces deep", .prepare = one_pid_level_left,
		.up_to = 2, .clone_flags = SHARED, .blind = true },
	{ .name = "32 pid namespaces deep", .prepare = no_pid_level_left,
		.up_to = 2, .clone_flags = SHARED, .blind = true },
	{ .name = "in a chroot", .prepare = in_chroot,
		.in_child = go_to_chroot, .up_to = 3,
		.clone_flags = CLONE_FILES | CLONE_SYSVSEM },
	{ .name = "a second NEWPID", .prepare = children_elsewhere,
		.in_child = send_children_away, .up_to = 2,
		.clone_flags = SHARED, .before = CLONE_NEWPID },
	{ .name = "a second NEWPID, after the first child",
		.prepare = children_elsewhere,
		.in_child = have_a_child_there, .up_to = 2,
		.clone_flags = SHARED, .before = CLONE_NEWPID },
	{ .name = "a pid namespace from further down",
		.prepare = foreign_pid_namespace, .up_to = 2,
		.clone_flags = SHARED, .blind = true },
};
const size_t scenarios_count = sizeof(scenarios) / sizeof(scenarios[0]);
