/* SPDX-License-Identifier: MIT */
/*
 * sandbox command [args]: run a command that can change nothing outside
 *
 * It has no network, sees no process but its own, writes nowhere but to a /tmp
 * and the like that go with it, and never has more rights than the caller, who
 * may be anybody: the rights that this takes are those of a user namespace.
 * Root becomes nobody first. What the caller may read stays, and so do devices,
 * and the sockets of services that are not below /run or /tmp.
 *
 * Signals reach the command, its exit status is the status (128 and the signal
 * that killed it), and whatever it started ends with it or with sandbox. Own
 * status: 125 no sandbox here, 126 the command cannot be run, 127 it is not
 * there. Takes Linux 5.12 and glibc 2.36.
 *
 *	cc $(pkg-config --cflags libunshare-explain) sandbox.c \
 *		$(pkg-config --libs libunshare-explain libunshare)
 */

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <unshare.h>

#define NOBODY	65534

/* Writable, empty, gone with the sandbox; /run has the sockets of services. */
static const char *const emptied[] = { "/tmp", "/var/tmp", "/dev/shm", "/run" };

static _Noreturn void fail(const char *verb, const char *what)
{
	fprintf(stderr, "sandbox: cannot %s %s: %s\n", verb, what,
		strerror(errno));
	exit(125);
}

static void must(int result, const char *verb, const char *what)
{
	if (result == -1)
		fail(verb, what);
}

static void put(const char *file, const char *format, unsigned id)
{
	int fd = open(file, O_WRONLY | O_CLOEXEC);

	if (fd == -1 || dprintf(fd, format, id, id) < 0 || close(fd) == -1)
		fail("write", file);
}

/* /proc/sys and root's files know user 0, with and without capabilities. */
static void become_nobody(void)
{
	must(setgroups(0, NULL), "drop", "root's groups");
	must(setgid(NOBODY), "drop", "root's group");
	must(setuid(NOBODY), "drop", "root's user id");
	/* or /proc/self/uid_map stays root's own */
	must(prctl(PR_SET_DUMPABLE, 1), "get at", "/proc/self");
}

static void unshare_all(void)
{
	const int flags = CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWNET |
		CLONE_NEWPID | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWCGROUP;
	/* In the new namespace nobody has an id until the maps are written. */
	unsigned uid = geteuid(), gid = getegid();
	char why[1024];

	if (unshare(flags) == -1) {
		unshare_explain(flags, errno, why, sizeof(why));
		fprintf(stderr, "sandbox: %s\n", why);
		exit(125);
	}
	put("/proc/self/setgroups", "deny", 0);
	put("/proc/self/uid_map", "%u %u 1", uid);
	put("/proc/self/gid_map", "%u %u 1", gid);
}

static void set_up_mounts(void)
{
	struct mount_attr attr = {
		.attr_set = MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID,
	};

	/* First, so that none of this spreads, nor later mounts appear here. */
	must(mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL),
		"make private", "the mounts");
	must(mount_setattr(AT_FDCWD, "/", AT_RECURSIVE, &attr, sizeof(attr)),
		"make read-only", "the mounts");
	for (size_t i = 0; i < sizeof(emptied) / sizeof(*emptied); i++)
		if (mount("sandbox", emptied[i], "tmpfs", MS_NOSUID | MS_NODEV,
				"mode=1777,size=10%") == -1 && errno != ENOENT)
			fail("mount", emptied[i]);
	must(mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC,
		NULL), "mount", "/proc");
}

/* All signals are blocked: those for us are the child's. Reaps orphans. */
static int supervise(pid_t child)
{
	int status, signo;
	sigset_t all;
	pid_t ended;

	sigfillset(&all);
	for (;;) {
		signo = sigwaitinfo(&all, NULL);
		if (signo > 0 && signo != SIGCHLD)
			kill(child, signo);
		while ((ended = waitpid(-1, &status, WNOHANG)) > 0)
			if (ended == child)
				return WIFEXITED(status) ? WEXITSTATUS(status)
					: 128 + WTERMSIG(status);
	}
}

/*
 * Process 1: a command in its place would ignore the signals that it does not
 * handle. alive is the pipe whose other end the process outside holds.
 */
static int init(char **command, int alive, const sigset_t *mask)
{
	struct pollfd outside = { .fd = alive };
	char *cwd = getcwd(NULL, 0);
	pid_t child;
	int status;

	must(prctl(PR_SET_PDEATHSIG, SIGKILL), "tie down", "process 1");
	if (poll(&outside, 1, 0) != 0)	/* which was killed before that */
		exit(125);
	/* A terminal takes input from those whom it controls. */
	must(setsid(), "leave", "the terminal");
	set_up_mounts();
	/* The old one may be under a mount now. */
	if (cwd == NULL || chdir(cwd) == -1)
		must(chdir("/"), "enter", "/");

	child = fork();
	must(child, "start", "a process");
	if (child > 0)
		return supervise(child);
	sigprocmask(SIG_SETMASK, mask, NULL);
	/* A directory that the caller has open is a way out. */
	must(close_range(3, ~0U, 0), "close", "what is open");
	execvp(*command, command);
	status = errno == ENOENT ? 127 : 126;
	fprintf(stderr, "sandbox: cannot run %s: %s\n", *command,
		strerror(errno));
	return status;
}

int main(int argc, char **argv)
{
	sigset_t all, mask;
	int alive[2];
	pid_t child;

	if (argc < 2 || *argv[1] == '-') {
		fprintf(stderr, "usage: sandbox command [args]\n");
		return 125;
	}
	if (geteuid() == 0)
		become_nobody();
	must(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "give up",
		"setuid programs");
	unshare_all();

	signal(SIGCHLD, SIG_DFL);	/* the caller may ignore it */
	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, &mask);
	must(pipe2(alive, O_CLOEXEC), "make", "a pipe");
	child = fork();
	must(child, "start", "a process");
	if (child == 0) {
		close(alive[1]);
		return init(argv + 1, alive[0], &mask);
	}
	return supervise(child);
}
