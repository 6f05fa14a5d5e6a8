/* SPDX-License-Identifier: MIT */
/*
 * private-tmp [--] [command [args]]: run a command with a /tmp of its own
 *
 * The command sees an empty /tmp, and nobody else sees what it puts there:
 * for a program with predictable file names, or one that never cleans up.
 * Without a command, it shows the difference. As root this takes a mount
 * namespace; as anybody else, a user namespace around it.
 *
 * The command takes the place of private-tmp, so signals and the terminal
 * reach it, its exit status is the status (128 and the signal, as the shell
 * has it), and the kernel drops the new /tmp with the last process in it,
 * however that ends. Own status: 125 no private /tmp, 126 the command cannot
 * be run, 127 it is not there.
 *
 *	cc -I<this package>/include private-tmp.c -lunshare
 */

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>	/* the flags, on any libc: no #ifndef CLONE_NEWUSER */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

/* A tmpfs is memory: what fills it must not take the machine down. */
#define TMP_OPTIONS	"mode=1777,size=10%"

#define SHOW(where) "printf '%-8s %s, %s files in /tmp\\n' " where \
	" \"$(readlink /proc/self/ns/mnt)\" \"$(ls -A /tmp | wc -l)\""

static _Noreturn void fail(const char *what, const char *remedy)
{
	fprintf(stderr, "private-tmp: cannot %s: %s%s%s\n", what,
		strerror(errno), *remedy ? "; " : "", remedy);
	exit(125);
}

/* What stands behind an errno that says little by itself */
static const char *remedy(void)
{
	switch (errno) {
	case EPERM:
	case EACCES:
		return "sysctl kernel.unprivileged_userns_clone, AppArmor, a "
			"chroot or a seccomp filter forbids it: it takes "
			"CAP_SYS_ADMIN, which root has";
	case ENOSPC:
	case EUSERS:
		return "raise user.max_user_namespaces and "
			"user.max_mnt_namespaces with sysctl, or nest fewer";
	case EINVAL:
		return "the kernel needs CONFIG_USER_NS: run as root";
	case ENOSYS:
		return "the kernel, or a seccomp filter, lacks unshare";
	default:
		return "";
	}
}

static void put(const char *file, const char *text)
{
	int fd = open(file, O_WRONLY | O_CLOEXEC);

	if (fd < 0 || write(fd, text, strlen(text)) < 0)
		fail("map the user and group id", remedy());
	close(fd);
}

/* A caller who is nobody in the new namespace could own no file. */
static void map_to_self(uid_t uid, gid_t gid)
{
	char map[64];

	/*
	 * Whoever may drop groups gets at files that are closed to a group:
	 * the kernel takes a gid_map only without that. (Before 3.19 there is
	 * no such file, and no need.)
	 */
	if (access("/proc/self/setgroups", F_OK) == 0)
		put("/proc/self/setgroups", "deny");
	snprintf(map, sizeof map, "%lu %lu 1", (unsigned long) uid,
		(unsigned long) uid);
	put("/proc/self/uid_map", map);
	snprintf(map, sizeof map, "%lu %lu 1", (unsigned long) gid,
		(unsigned long) gid);
	put("/proc/self/gid_map", map);
}

static void unshare_mounts(void)
{
	/* Afterwards, before there is a map, these would be nobody's. */
	uid_t uid = geteuid();
	gid_t gid = getegid();

	/*
	 * Asking the kernel is better than asking for user id 0: root in a
	 * container may lack the capability, and another user may have it.
	 */
	if (unshare(CLONE_NEWNS) == 0)
		return;
	if (errno != EPERM)
		fail("make a mount namespace", remedy());

	/* The user namespace comes first, and has the capability. */
	if (unshare(CLONE_NEWUSER | CLONE_NEWNS) < 0)
		fail("make a user namespace", remedy());
	map_to_self(uid, gid);
}

static void mount_tmp(void)
{
	char cwd[4096];

	/*
	 * A new mount namespace still passes mounts on to the one that it was
	 * copied from, where that is shared, as systemd has it. So this comes
	 * before any mount, or the whole machine gets the new /tmp.
	 */
	if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0)
		fail("make the mounts private", errno == EINVAL ?
			"/ is no mount point, as in a chroot: mount --bind "
			"it on itself" : remedy());
	if (mount("private-tmp", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV,
			TMP_OPTIONS) < 0)
		fail("mount /tmp", remedy());

	/* A working directory in the old /tmp would be a way back to it. */
	if (getcwd(cwd, sizeof cwd) == NULL ||
			strncmp(cwd, "/tmp", 4) != 0 ||
			(cwd[4] != '/' && cwd[4] != '\0'))
		return;
	if (chdir("/tmp") < 0)
		fail("enter /tmp", "");
}

int main(int argc, char **argv)
{
	char *show[] = { "sh", "-c", SHOW("inside"), NULL };
	int status;

	(void) argc;
	argv++;
	if (*argv && strcmp(*argv, "--") == 0) {
		argv++;
	} else if (*argv && **argv == '-') {
		fprintf(stderr, "private-tmp: no option %s; usage: "
			"private-tmp [--] [command [args]]\n", *argv);
		return 125;
	}
	if (*argv == NULL) {
		argv = show;
		if (system(SHOW("outside")) != 0)
			return 125;
	}

	unshare_mounts();
	mount_tmp();

	/* A user other than root loses the namespace's capabilities here. */
	execvp(*argv, argv);
	status = errno == ENOENT ? 127 : 126;
	fprintf(stderr, "private-tmp: cannot run %s: %s\n", *argv,
		strerror(errno));
	return status;
}
