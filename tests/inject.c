/* SPDX-License-Identifier: MIT */
/*
 * inject [-n NUMBER] [RESULT...] -- COMMAND...
 *
 * Runs a command whose system call unshare answers what a test wants:
 *
 *   unshare(0x80000000 | N)    fails with errno N, from 1 to 4095
 *   unshare(0xa0000000 | I)    returns the RESULT of index I, 64 bits of it
 *
 * All else works as ever (the kernel gives EINVAL for either: bit 31 is no
 * flag). NUMBER is that of the call in the ABI of COMMAND, if not the one that
 * this is compiled for; an emulator makes the host's calls, so that a single
 * run drives its guest through every errno. It is a seccomp filter, which
 * takes no privilege and no tracer: seccomp(2), seccomp_unotify(2). A process
 * makes calls of one ABI, to which NUMBER belongs, so that the filter has
 * nothing to learn from seccomp_data.arch.
 *
 * Exit status: the command's, or 125 if the kernel cannot do this here.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define LOW 0
#else
#define LOW 4
#endif

static int die(const char *what)
{
	fprintf(stderr, "inject: %s: %s\n", what, strerror(errno));
	exit(125);
}

/* With results to give, the descriptor to give them through. */
static int filter(unsigned number, unsigned flags)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 6),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			offsetof(struct seccomp_data, args[0]) + LOW),
		BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, 0xa0000fff, 4, 0),
		BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0xa0000000, 4, 0),
		BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, 0x80000fff, 2, 0),
		BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, 0x80000000, 0, 1),
		BPF_JUMP(BPF_JMP | BPF_JA, 2, 0, 0),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
		BPF_STMT(BPF_RET | BPF_K, flags ? SECCOMP_RET_USER_NOTIF :
			SECCOMP_RET_ALLOW),
		BPF_STMT(BPF_ALU | BPF_AND | BPF_K, SECCOMP_RET_DATA),
		BPF_STMT(BPF_ALU | BPF_OR | BPF_K, SECCOMP_RET_ERRNO),
		BPF_STMT(BPF_RET | BPF_A, 0),
	};
	struct sock_fprog program = { sizeof(code) / sizeof(*code), code };
	long result;

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		die("PR_SET_NO_NEW_PRIVS");
	result = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program);
	if (result < 0)
		die("seccomp");
	return (int)result;
}

/* The kernel may ask for more room than this header's structures have. */
static void answer(int listener, char **results, int count)
{
	static union {
		struct seccomp_notif call;
		struct seccomp_notif_resp answer;
		char room[1024];
	} call, answer;
	unsigned index;

	memset(&call, 0, sizeof(call));
	memset(&answer, 0, sizeof(answer));
	if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &call))
		return;
	index = (unsigned)call.call.data.args[0] & 0xfff;
	answer.answer.id = call.call.id;
	if (index < (unsigned)count)
		answer.answer.val = strtoll(results[index], 0, 0);
	else
		answer.answer.error = -ENOSYS;
	ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &answer);
}

int main(int argc, char **argv)
{
	unsigned number = SYS_unshare;
	struct pollfd events[2];
	char **results, **command;
	int count = 0, status;
	pid_t child;

	argv++;
	if (argc > 2 && !strcmp(argv[0], "-n")) {
		number = (unsigned)strtoul(argv[1], 0, 0);
		argv += 2;
	}
	results = argv;
	while (argv[count] && strcmp(argv[count], "--"))
		count++;
	if (!argv[count] || !argv[count + 1]) {
		fprintf(stderr, "usage: inject [-n NUMBER] [RESULT...] "
			"-- COMMAND...\n");
		return 2;
	}
	command = argv + count + 1;
	events[0].fd = filter(number,
		count ? SECCOMP_FILTER_FLAG_NEW_LISTENER : 0);
	child = fork();
	if (child < 0)
		die("fork");
	if (child == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		execvp(command[0], command);
		die(command[0]);
	}
	if (count) {
		events[0].events = events[1].events = POLLIN;
		events[1].fd = (int)syscall(SYS_pidfd_open, child, 0);
		if (events[1].fd < 0)
			die("pidfd_open");
		while (poll(events, 2, -1) >= 0 || errno == EINTR) {
			if (events[0].revents & POLLIN)
				answer(events[0].fd, results, count);
			else if (events[1].revents)
				break;
		}
	}
	waitpid(child, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
