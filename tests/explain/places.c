/* SPDX-License-Identifier: MIT */
/*
 * Situations of the file system: in a chroot, and with a /proc that is not as
 * usual. What this kernel has not (AppArmor, Debian's sysctl, a namespace that
 * was not built) is seen in a /proc that we write.
 */
#include "situations.h"

void own_mounts(void)
{
	if (CALL1(unshare, CLONE_NEWNS) != 0)
		impossible("no root");
	CALL5(mount, ADDRESS("none"), ADDRESS("/"), 0,
		0x4000 | 0x40000 /* MS_REC, MS_PRIVATE */, 0);
}

void mount_over(const char *where, const char *kind, const char *options)
{
	if (CALL5(mount, ADDRESS("none"), ADDRESS(where), ADDRESS(kind), 0,
	    ADDRESS(options)) != 0)
		impossible("mount");
}

static void enter(const char *root)
{
	if (CALL1(chroot, ADDRESS(root)) != 0)
		impossible("chroot");
	CALL1(chdir, ADDRESS("/"));
}

void make_directory(const char *path)
{
	CALL3(mkdirat, AT_FDCWD, ADDRESS(path), 0755);
}

/* /tmp is ours then, and has a /proc below a directory, a/ */
static void room(void)
{
	own_mounts();
	mount_over("/tmp", "tmpfs", "");
	make_directory("/tmp/a");
	make_directory("/tmp/a/proc");
	mount_over("/tmp/a/proc", "proc", "");
}

static void in_chroot(void)
{
	room();
	enter("/tmp/a");
	call(CLONE_NEWUSER);
}

static void chroot_without_proc(void)
{
	room();
	make_directory("/tmp/b");
	enter("/tmp/b");
	call(CLONE_NEWUSER);
}

/* Which nobody can tell from a root directory that is none */
static void chroot_to_mount(void)
{
	room();
	make_directory("/tmp/proc");
	mount_over("/tmp/proc", "proc", "");
	enter("/tmp");
	call(CLONE_NEWUSER);
}

/* No /proc, and no other change: /tmp with nothing in it becomes the root. */

static void without_proc(void)
{
	own_mounts();
	mount_over("/proc", "tmpfs", "");
	call(3);
	begin_thread();
	call(CLONE_NEWUSER);
	end_thread();
	user_namespace(0);
	call(CLONE_NEWUSER);
}

static void hidden_processes(void)
{
	own_mounts();
	mount_over("/proc", "proc", "hidepid=2");
	become_user();
	call(CLONE_NEWNET);
}

static void put_file(const char *path, const char *text)
{
	long fd = (long)CALL4(openat, AT_FDCWD, ADDRESS(path), O_WRONLY |
		O_CREAT | O_TRUNC, 0644);

	if (fd < 0)
		impossible(path);
	CALL3(write, fd, ADDRESS(text), rt_length(text));
	CALL1(close, fd);
}

/* What a usual /proc says of a process with one thread, as far as is asked */
static void written_proc(void)
{
	static const char *const kinds[] = { "mnt", "uts", "ipc", "pid", "net",
		"cgroup", "user" };
	char path[] = "/proc/thread-self/ns/\0      ";
	unsigned i, j;

	own_mounts();
	mount_over("/proc", "tmpfs", "");
	make_directory("/proc/thread-self");
	make_directory("/proc/thread-self/ns");
	make_directory("/proc/sys");
	make_directory("/proc/sys/kernel");
	put_file("/proc/thread-self/status",
		"Name:\tx\nThreads:\t1\nSeccomp:\t0\n");
	put_file("/proc/thread-self/uid_map", "0 0 4294967295\n");
	put_file("/proc/thread-self/gid_map", "0 0 4294967295\n");
	for (i = 0; i < COUNT(kinds); i++) {
		for (j = 0; kinds[i][j]; j++)
			path[21 + j] = kinds[i][j];
		path[21 + j] = '\0';
		put_file(path, "");
	}
}

static void apparmor(void)
{
	written_proc();
	put_file("/proc/sys/kernel/"
		"apparmor_restrict_unprivileged_userns", "1\n");
	tell(CLONE_NEWUSER, EACCES);
	tell(CLONE_NEWUSER | CLONE_NEWNET, EPERM);
}

static void switched_off(void)
{
	written_proc();
	put_file("/proc/sys/kernel/unprivileged_userns_clone", "0\n");
	become_user();
	tell(CLONE_NEWUSER, EPERM);
}

static void not_built(void)
{
	written_proc();
	tell(CLONE_NEWTIME, EINVAL);
}

static void modules(void)
{
	own_mounts();
	mount_over("/sys/kernel/security", "tmpfs", "");
	put_file("/sys/kernel/security/lsm", "capability,yama,selinux\n");
	tell(CLONE_NEWUSER, EACCES);
}

/* Files that are not what they should be: what is said need only be true. */
static void malformed(void)
{
	static const char *const contents[] = { "", "\n", "Threads:", "Threads",
		"Threads:\tx\nSeccomp:\t\n", "0 0", "-1 -1 -1\n", "4294967296",
		"0 0 99999999999999999999999999\n", "\377\200\t\t\t\n\n" };
	static const char *const paths[] = { "/proc/thread-self/status",
		"/proc/thread-self/uid_map", "/proc/thread-self/mountinfo",
		"/proc/sys/kernel/unprivileged_userns_clone" };
	unsigned i, j;

	written_proc();
	for (i = 0; i < COUNT(contents); i++) {
		for (j = 0; j < COUNT(paths); j++)
			put_file(paths[j], contents[i]);
		tell(CLONE_NEWUSER, EPERM);
	}
	for (j = 0; j < COUNT(paths); j++) {
		CALL3(unlinkat, AT_FDCWD, ADDRESS(paths[j]), 0);
		make_directory(paths[j]);
	}
	tell(CLONE_NEWUSER, EPERM);
}

const struct situation places[] = {
	{ "chroot", in_chroot, 0 },
	{ "chroot without /proc", chroot_without_proc, 0 },
	{ "chroot to a mount", chroot_to_mount, 0 },
	{ "without /proc", without_proc, 0 },
	{ "hidepid", hidden_processes, 0 },
	{ "AppArmor", apparmor, 0 },
	{ "switched off", switched_off, 0 },
	{ "not built", not_built, 0 },
	{ "modules", modules, 0 },
	{ "malformed", malformed, 0 },
	{ 0, 0, 0 }
};
