/* SPDX-License-Identifier: MIT */
/*
 * The situations in which the kernel is asked. All are made of namespaces and
 * processes of the test's own.
 */
#include "specification.h"
#include <linux/fcntl.h>

#define NOBODY 65534
#ifdef __NR_setresuid32
#define SETRESUID __NR_setresuid32
#define SETRESGID __NR_setresgid32
#define SETGROUPS __NR_setgroups32
#else
#define SETRESUID __NR_setresuid
#define SETRESGID __NR_setresgid
#define SETGROUPS __NR_setgroups
#endif

struct model_situation situation;

const char *as_administrator(void)
{
	situation = running_system();
	return situation.capable ? 0 : "not an administrator";
}

static const char *as_anyone(void)
{
	situation = running_system();
	return 0;
}

/* A change of user makes the kernel forget both. */
static void stay_visible_and_mortal(void)
{
	rt_die_with_parent();
	CALL5(prctl, 4 /* PR_SET_DUMPABLE */, 1, 0, 0, 0);
}

/* Even root's ids may not be changed: in a user namespace of one user. */
const char *as_user(void)
{
	situation = running_system();
	if (situation.capable && (libunshare_syscall2(SETGROUPS, 0, 0) ||
	    libunshare_syscall3(SETRESGID, NOBODY, NOBODY, NOBODY) ||
	    libunshare_syscall3(SETRESUID, NOBODY, NOBODY, NOBODY)))
		return "no other user";
	stay_visible_and_mortal();
	situation = running_system();
	if (CALL3(faccessat, AT_FDCWD, ADDRESS("/proc/sys/kernel/"
	    "apparmor_restrict_unprivileged_userns"), 0) == 0)
		return "AppArmor decides";
	return situation.capable ? "still an administrator" : 0;
}

static const char *map(const char *path, long id)
{
	char text[32];

	append(append_number(append(text, "0 "), id), " 1");
	return rt_write(path, text) > 0 ? 0 : "no mapping of ids";
}

/* A user namespace in which this process is root */
const char *own_user_namespace(void)
{
	unsigned user[3], group[3];
	const char *reason;

#ifdef __NR_getresuid32
	CALL3(getresuid32, ADDRESS(&user[0]), ADDRESS(&user[1]),
		ADDRESS(&user[2]));
	CALL3(getresgid32, ADDRESS(&group[0]), ADDRESS(&group[1]),
		ADDRESS(&group[2]));
#else
	CALL3(getresuid, ADDRESS(&user[0]), ADDRESS(&user[1]),
		ADDRESS(&user[2]));
	CALL3(getresgid, ADDRESS(&group[0]), ADDRESS(&group[1]),
		ADDRESS(&group[2]));
#endif
	if (CALL1(unshare, CLONE_NEWUSER))
		return "no user namespaces";
	stay_visible_and_mortal();
	reason = map("/proc/self/uid_map", user[1]);
	rt_write("/proc/self/setgroups", "deny");
	return reason ? reason : map("/proc/self/gid_map", group[1]);
}

static const char *in_user_namespace(void)
{
	const char *reason = own_user_namespace();

	situation = running_system();
	return reason;
}

static const char *unmapped(void)
{
	if (CALL1(unshare, CLONE_NEWUSER))
		return "no user namespaces";
	stay_visible_and_mortal();
	situation = running_system();
	return situation.unmapped ? 0 : "mapped";
}

static const char *limits_at_0(void)
{
	const char *reason = own_user_namespace();
	char path[64];
	size_t i;

	for (i = 0; !reason && i < ns_limits_count; i++) {
		append(append(append(path, "/proc/sys/user/max_"),
			ns_limits[i].name), "_namespaces");
		if (rt_write(path, "0") < 0)
			reason = "no limits in /proc/sys/user";
	}
	situation = running_system();
	return reason;
}

static const char *deep(unsigned levels)
{
	const char *reason = 0;
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

/* A directory that is no mount; only the children go there. */
static const char *in_chroot(void)
{
	const char *reason = as_administrator();

	situation.chrooted = true;
	return reason;
}

static void go_to_chroot(void)
{
	long result = (long)CALL1(unshare, CLONE_FS);

	CHECK(result == 0, result);
	result = (long)CALL1(chroot, ADDRESS("/proc/self/fdinfo"));
	CHECK(result == 0, result);
}

static const char *children_elsewhere(void)
{
	const char *reason = as_administrator();

	situation.pid_again = true;
	return reason ? reason : situation.built & CLONE_NEWPID ? 0 :
		"no pid namespaces";
}

static void send_children_away(void)
{
	long result = (long)CALL1(unshare, CLONE_NEWPID);

	CHECK(result == 0, result);
}

/* It ends at once: a namespace without its first process is no other. */
static void have_a_child_there(void)
{
	long pid;

	send_children_away();
	pid = rt_fork(0);
	CHECK(pid >= 0, pid);
	if (pid == 0)
		rt_exit(0);
	rt_wait(pid);
}

/* Each in the pid namespace of the last: only the last one goes on. */
static const char *pid_levels(unsigned levels)
{
	const char *reason = as_administrator();
	unsigned i;
	long pid;

	for (i = 0; !reason && i < levels; i++) {
		if (CALL1(unshare, CLONE_NEWPID))
			return "no more pid namespaces";
		pid = rt_fork(0);
		CHECK(pid >= 0, pid);
		if (pid > 0)
			rt_exit((int)rt_wait(pid));
		rt_alarm(600);
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
	futex *never;
	long pid, fd;

	if (reason)
		return reason;
	never = rt_map(sizeof(*never), 1);
	pid = rt_fork(CLONE_NEWUSER | CLONE_NEWPID);
	if (pid == 0)
		for (rt_alarm(600);;)
			futex_wait(never, 0);
	append(append_number(append(path, "/proc/"), pid), "/ns/pid");
	fd = (long)CALL4(openat, AT_FDCWD, ADDRESS(path), O_RDONLY, 0);
	if (pid < 0 || fd < 0 || CALL2(setns, fd, CLONE_NEWPID))
		return "no such pid namespace";
	CALL1(close, fd);
	pid = rt_fork(0);
	if (pid > 0)
		rt_exit((int)rt_wait(pid));
	rt_alarm(600);
	situation.pid_foreign = true;
	return 0;
}

const struct scenario scenarios[] = {
	{ .name = "1. valid flags, as administrator",
		.prepare = as_administrator, .up_to = EACH,
		.clone_flags = SHARED },
	{ .name = "1. valid flags, as user", .prepare = as_user,
		.up_to = EACH, .clone_flags = SHARED },
	{ .name = "1. valid flags, threaded, as administrator",
		.prepare = as_administrator, .up_to = EACH,
		.clone_flags = RT_THREAD_FLAGS, .threads = true },
	{ .name = "1. valid flags, threaded, as user", .prepare = as_user,
		.up_to = EACH, .clone_flags = RT_THREAD_FLAGS,
		.threads = true },
	{ .name = "3. all combinations, as administrator",
		.prepare = as_administrator, .up_to = ALL,
		.clone_flags = SHARED },
	{ .name = "3. all combinations, as user", .prepare = as_user,
		.up_to = ALL, .clone_flags = SHARED },
	{ .name = "3. all combinations, threaded, as administrator",
		.prepare = as_administrator, .up_to = ALL,
		.clone_flags = RT_THREAD_FLAGS, .threads = true },
	{ .name = "3. all combinations, threaded, as user",
		.prepare = as_user, .up_to = ALL,
		.clone_flags = RT_THREAD_FLAGS, .threads = true },
	{ .name = "3. nothing shared", .prepare = as_anyone, .up_to = 3 },
	{ .name = "3. shared memory", .prepare = as_anyone, .up_to = 3,
		.clone_flags = CLONE_VM },
	{ .name = "3. shared signal handlers", .prepare = as_anyone,
		.up_to = 3, .clone_flags = ALIKE },
	{ .name = "5. in a user namespace", .prepare = in_user_namespace,
		.up_to = 3, .clone_flags = SHARED },
	{ .name = "5. unmapped ids", .prepare = unmapped, .up_to = 3,
		.clone_flags = SHARED },
	{ .name = "5. limits at 0", .prepare = limits_at_0, .up_to = 3,
		.clone_flags = SHARED },
	{ .name = "5. 32 user namespaces deep", .prepare = one_level_left,
		.up_to = 2, .clone_flags = SHARED },
	{ .name = "5. 33 user namespaces deep", .prepare = no_level_left,
		.up_to = 3, .clone_flags = SHARED },
	{ .name = "5. 31 pid namespaces deep", .prepare = one_pid_level_left,
		.up_to = 2, .clone_flags = SHARED, .threads = true,
		.blind = true },
	{ .name = "5. 32 pid namespaces deep", .prepare = no_pid_level_left,
		.up_to = 2, .clone_flags = SHARED, .threads = true,
		.blind = true },
	{ .name = "5. in a chroot", .prepare = in_chroot,
		.in_child = go_to_chroot, .up_to = 3, .clone_flags = SHARED,
		.threads = true, .before = CLONE_FS },
	{ .name = "5. a second NEWPID", .prepare = children_elsewhere,
		.in_child = send_children_away, .up_to = 2,
		.clone_flags = SHARED, .threads = true,
		.before = CLONE_NEWPID },
	{ .name = "5. a second NEWPID, after the first child",
		.prepare = children_elsewhere,
		.in_child = have_a_child_there, .up_to = 2,
		.clone_flags = SHARED, .threads = true,
		.before = CLONE_NEWPID },
	{ .name = "5. a pid namespace from further down",
		.prepare = foreign_pid_namespace, .up_to = 2,
		.clone_flags = SHARED, .blind = true },
};
const size_t scenarios_count = COUNT(scenarios);
