/* SPDX-License-Identifier: MIT */
/*
 * Conformance, namespaces: each by its effect. Process A, a child of the test
 * program, looks from outside, before and after; its child B calls unshare()
 * and looks from inside. Nothing is changed before /proc/self/ns has shown
 * that the namespace is another: a wrong stub must not harm the machine.
 */
#include "conformance.h"
#include <linux/fcntl.h>

#define NOBODY 65534	/* a user id that owns nothing */

struct namespace {
	const char *effect;
	const char *refused;	/* name of the test without privilege */
	const char *absent;	/* name of the test on a kernel that has none */
	const char *id;		/* of the namespace, a link */
	int flag;
	int of_children;	/* the caller itself stays where it is */
	void (*before)(void);	/* in A, at first */
	void (*inside)(void);	/* in B, or in a child of B */
	void (*outside)(void);	/* in A, after inside() */
};
static const struct namespace *now;
static char name[400], text[4096];	/* of A, copied to B */

/* The mount namespace: a file system that is mounted over /proc */

static void mount_inside(void)
{
	const unsigned long ms_rec_private = 0x4000 | 0x40000;
	long result;

	result = (long)CALL5(mount, ADDRESS("none"), ADDRESS("/proc"),
		ADDRESS("none"), ms_rec_private, 0);
	CHECK(result == 0, result);
	result = (long)CALL5(mount, ADDRESS("none"), ADDRESS("/proc"),
		ADDRESS("tmpfs"), 0, 0);
	CHECK(result == 0, result);
	result = (long)CALL4(openat, AT_FDCWD, ADDRESS("/proc/inside"),
		O_WRONLY | O_CREAT, 0600);
	CHECK(result >= 0, result);
	CHECK(!has("/proc/self"), 0);
}

static void mount_outside(void)
{
	CHECK(!has("/proc/inside"), 0);
	CHECK(has("/proc/self"), 0);
}

/* The UTS namespace: the host name, the second string of 65 in a utsname */

static void uts_before(void)
{
	CALL1(uname, ADDRESS(name));
}

static void uts_inside(void)
{
	long result = (long)CALL2(sethostname, ADDRESS("inside"), 6);

	CHECK(result == 0, result);
	CALL1(uname, ADDRESS(text));
	CHECK(rt_same(text + 65, "inside"), 0);
}

static void uts_outside(void)
{
	CALL1(uname, ADDRESS(text));
	CHECK(rt_same(text + 65, name + 65), 0);
}

/* The IPC namespace: a set of semaphores, with a key that is free outside */

static long key = 0x756e7368;

static void ipc_before(void)
{
	while (rt_semget(key, 0) >= 0)
		key++;
}

static void ipc_inside(void)
{
	long set = rt_semget(key, 01000 /* IPC_CREAT */ | 0600);

	CHECK(set >= 0 || set == -ENOSYS, set);
	CHECK(rt_semget(key, 0) == set, set);
}

static void ipc_outside(void)
{
	long set = rt_semget(key, 0);

	CHECK(set == -ENOENT || set == -ENOSYS, set);
}

/* The network namespace: an abstract address, taken outside, free inside */

static long bind_address(void)
{
	/* struct sockaddr_un: the family, and a path that begins with 0 */
	static union {
		unsigned short family;
		char path[2 + 1 + 16];
	} address;
	unsigned i, id = (unsigned)rt_number(name, 0);
	long fd = (long)CALL3(socket, 1 /* AF_UNIX */, 5 /* SEQPACKET */, 0);

	CHECK(fd >= 0, fd);
	address.family = 1;
	for (i = 0; i < 8; i++)
		address.path[2 + 1 + i] = 'u';
	for (; i < 16; i++, id >>= 4)
		address.path[2 + 1 + i] = "0123456789abcdef"[id & 15];
	return (long)CALL3(bind, fd, ADDRESS(&address), sizeof(address.path));
}

static void net_before(void)
{
	long result;

	rt_readlink("/proc/self", name, sizeof(name));
	result = bind_address();
	CHECK(result == 0, result);
	result = bind_address();
	CHECK(result == -EADDRINUSE, result);
}

static void net_inside(void)
{
	long result = bind_address();

	CHECK(result == 0, result);
}

/* The pid namespace: its first process is number 1 */

static void pid_inside(void)
{
	CHECK(rt_gettid() == 1, rt_gettid());
}

/* The cgroup namespace: whatever group B is in is the root of all groups */

static void cgroup_inside(void)
{
	const char *line = text, *path;
	int colons;

	CHECK(rt_read("/proc/self/cgroup", text, sizeof(text)) > 0, 0);
	while (*line) {
		for (path = line, colons = 0; colons < 2; path++)
			colons += *path == ':';
		CHECK(rt_starts(path, "/\n"), path - line);
		line = path + 2;
	}
}

/* The time namespace: an offset for the clock that /proc/uptime shows */

static unsigned long uptime, later = 100000;

static unsigned long get_uptime(void)
{
	CHECK(rt_read("/proc/uptime", text, sizeof(text)) > 0, 0);
	return rt_number(text, 0);
}

static void time_before(void)
{
	uptime = get_uptime();
}

/* To be done before there is a child: 7 is CLOCK_BOOTTIME. */
static void set_clock(void)
{
	long result = rt_write("/proc/self/timens_offsets", "7 100000 0");

	if (result == -EPERM) {
		diag("no CAP_SYS_TIME, no offset", result);
		later = 0;
	} else {
		CHECK(result > 0, result);
	}
}

static void time_inside(void)
{
	CHECK(get_uptime() >= uptime + later, get_uptime());
}

static void time_outside(void)
{
	CHECK(get_uptime() < uptime + later, get_uptime());
}

/* The user namespace: nobody is mapped, and the caller may do everything. */

static void user_inside(void)
{
	CHECK(rt_read("/proc/self/uid_map", text, sizeof(text)) == 0, 0);
	CHECK(may_administer(), 0);
}

static void user_outside(void)
{
	CHECK(rt_read("/proc/self/uid_map", text, sizeof(text)) > 0, 0);
}

static const struct namespace user = {
	"NEWUSER: a user namespace, with all capabilities", 0,
	"NEWUSER where the kernel has none: EINVAL",
	"/proc/self/ns/user", CLONE_NEWUSER, 0,
	0, user_inside, user_outside
};

static const struct namespace namespaces[] = {
	{ "NEWNS: a mount does not show outside",
	  "NEWNS without privilege: EPERM",
	  0, "/proc/self/ns/mnt",
	  CLONE_NEWNS, 0, 0, mount_inside, mount_outside },
	{ "NEWUTS: a host name does not show outside",
	  "NEWUTS without privilege: EPERM",
	  "NEWUTS where the kernel has none: EINVAL",
	  "/proc/self/ns/uts",
	  CLONE_NEWUTS, 0, uts_before, uts_inside, uts_outside },
	{ "NEWIPC: a semaphore set does not show outside",
	  "NEWIPC without privilege: EPERM",
	  "NEWIPC where the kernel has none: EINVAL",
	  "/proc/self/ns/ipc",
	  CLONE_NEWIPC, 0, ipc_before, ipc_inside, ipc_outside },
	{ "NEWNET: an address that is taken outside is free",
	  "NEWNET without privilege: EPERM",
	  "NEWNET where the kernel has none: EINVAL",
	  "/proc/self/ns/net",
	  CLONE_NEWNET, 0, net_before, net_inside, 0 },
	{ "NEWPID: the first child has pid 1",
	  "NEWPID without privilege: EPERM",
	  "NEWPID where the kernel has none: EINVAL",
	  "/proc/self/ns/pid",
	  CLONE_NEWPID, 1, 0, pid_inside, 0 },
	{ "NEWCGROUP: the own group is the root",
	  "NEWCGROUP without privilege: EPERM",
	  "NEWCGROUP where the kernel has none: 0",
	  "/proc/self/ns/cgroup",
	  CLONE_NEWCGROUP, 0, 0, cgroup_inside, 0 },
	{ "NEWTIME: a child's clock has an offset of its own",
	  "NEWTIME without privilege: EPERM",
	  "NEWTIME where the kernel has none: EINVAL",
	  "/proc/self/ns/time",
	  CLONE_NEWTIME, 1, time_before, time_inside, time_outside },
};

static void must_be_in(const char *id, int same)
{
	static char here[80];
	long length = rt_readlink(now->id, here, sizeof(here));

	CHECK(length > 0, length);
	CHECK(rt_same(here, id) == same, now->flag);
}

static char id[80];

static void child_of_b(void)
{
	must_be_in(id, 0);
	now->inside();
}

static void b(void)
{
	expect(now->flag, 0);
	must_be_in(id, now->of_children);
	if (now->flag == CLONE_NEWTIME)
		set_clock();
	if (now->of_children)
		CHECK(rt_child(child_of_b) == 0, 0);
	else
		now->inside();
	rt_turn();
}

static void a(void)
{
	CHECK(rt_readlink(now->id, id, sizeof(id)) > 0, 0);
	if (now->before)
		now->before();
	rt_begin(RT_PROCESS, b);
	rt_turn();
	must_be_in(id, 1);
	if (now->outside)
		now->outside();
	CHECK(rt_end() == 0, 0);
}

static void drop_privilege(void)
{
	unsigned header[2] = { 0x20080522, 0 };
	static const unsigned none[6];

#ifdef __NR_setuid32
	CALL1(setuid32, NOBODY);
#else
	CALL1(setuid, NOBODY);
#endif
	rt_die_with_parent();
	CALL2(capset, ADDRESS(header), ADDRESS(none));
	CHECK(!may_administer(), 0);
}

static void refused(void)
{
	drop_privilege();
	expect(now->flag, EPERM);
}

/* Not built in: the flag is known, but without cgroups nobody looks at it. */
static void absent(void)
{
	expect(now->flag, now->flag == CLONE_NEWCGROUP ? 0 : EINVAL);
}

static void allowed(void)
{
	drop_privilege();
	expect(CLONE_FS, 0);
	expect(CLONE_FILES, 0);
	expect(CLONE_SYSVSEM, 0);
}

/*
 * UNSHARE_EMPTY_MNTNS: a mount namespace that has nothing but one directory,
 * which is empty, and the caller's root and working directory. Files that were
 * open still are: /proc shows from afar what is mounted.
 */

static long proc;

static long mounts_seen(void)
{
	const char *at = text;
	long n = 0;

	CHECK(CALL1(fchdir, proc) == 0, proc);
	CHECK(rt_read("self/mountinfo", text, sizeof(text)) >= 0, 0);
	while (*at)
		n += *at++ == '\n';
	return n;
}

static void empty_b(void)
{
	proc = (long)CALL4(openat, AT_FDCWD, ADDRESS("/proc"),
		O_RDONLY | O_DIRECTORY, 0);
	CHECK(mounts_seen() > 1, 0);
	CHECK(has("self"), 0);
	expect(UNSHARE_EMPTY_MNTNS, 0);
	CHECK(!has("self"), 0);
	CHECK(!has("/proc"), 0);
	CHECK(CALL2(getcwd, ADDRESS(text), sizeof(text)) > 0, 0);
	CHECK(rt_same(text, "/"), text[0]);
	CHECK(mounts_seen() == 1, mounts_seen());
	rt_turn();
}

static void empty_a(void)
{
	rt_begin(RT_PROCESS, empty_b);
	rt_turn();
	CHECK(has("/proc/self"), 0);
	CHECK(rt_end() == 0, 0);
}

static void empty_refused(void)
{
	drop_privilege();
	expect(UNSHARE_EMPTY_MNTNS, EPERM);
}

static void empty_unknown(void)
{
	expect(UNSHARE_EMPTY_MNTNS, EINVAL);
}

static int release_is_at_least(unsigned long major, unsigned long minor)
{
	const char *at;
	unsigned long n;

	rt_read("/proc/sys/kernel/osrelease", text, sizeof(text));
	n = rt_number(text, &at);
	return n > major || (n == major && rt_number(at + 1, 0) >= minor);
}

static void test_empty(void)
{
	const char *effect = "UNSHARE_EMPTY_MNTNS: nothing is mounted inside";

	if (!release_is_at_least(7, 1)) {
		test("UNSHARE_EMPTY_MNTNS is unknown before Linux 7.1",
			empty_unknown);
		return;
	}
	if (may_administer())
		test(effect, empty_a);
	else
		skip(effect, "needs CAP_SYS_ADMIN");
	test("UNSHARE_EMPTY_MNTNS without privilege: EPERM", empty_refused);
}

/* What clone() says to the same flag: a chroot or a limit may forbid it. */
static int user_errno(void)
{
	long pid = rt_fork(CLONE_NEWUSER);

	if (pid == 0)
		rt_exit(0);
	if (pid > 0)
		rt_wait(pid);
	return pid < 0 ? (int)-pid : 0;
}

static int expected;

static void user_refused(void)
{
	expect(CLONE_NEWUSER, expected);
}

/* The flags are all known from Linux 5.6 on; permission comes first. */
static void test_absent(void)
{
	skip(now->effect, "this kernel has no such namespace");
	if (!release_is_at_least(5, 6) || !has("/proc/self/ns/mnt"))
		return;
	if (may_administer())
		test(now->absent, absent);
	if (now != &user)
		test(now->refused, refused);
}

static void test_user(void)
{
	now = &user;
	if (emulated)
		skip(now->effect, "QEMU user mode answers EINVAL: "
			"the emulator is a thread of the process");
	else if (!has(now->id))
		test_absent();
	else if ((expected = user_errno()) != 0)
		test("NEWUSER: forbidden here, as to clone()", user_refused);
	else
		test(now->effect, a);
	test_alone(0, "NEWUSER with two threads: EINVAL", CLONE_NEWUSER);
}

void test_namespaces(void)
{
	for (now = namespaces; now < namespaces + COUNT(namespaces); now++) {
		if (!has(now->id)) {
			test_absent();
			continue;
		}
		if (may_administer())
			test(now->effect, a);
		else
			skip(now->effect, "needs CAP_SYS_ADMIN");
		test(now->refused, refused);
	}
	test("FS, FILES, SYSVSEM without privilege: 0", allowed);
	test_empty();
	test_user();
}
