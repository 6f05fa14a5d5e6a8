/* SPDX-License-Identifier: MIT */
/*
 * no-network command [args]: run a command that reaches no network
 *
 * For a build or a test that must not fetch anything. Where the kernel does
 * not allow it, the command is not run, and the reason is said: which of its
 * rules, sysctls and limits, or a container's filter, stands against it.
 *
 * Own status: 125 not possible here, 126 the command cannot be run, 127 it is
 * not there.
 *
 *	cc -I<this package>/include no-network.c -lunshare-explain -lunshare
 */

#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <unshare.h>

int main(int argc, char **argv)
{
	/* Whoever is not root has the right to it in a user namespace. */
	int flags = geteuid() ? CLONE_NEWUSER | CLONE_NEWNET : CLONE_NEWNET;
	char why[1024];

	if (argc < 2) {
		fprintf(stderr, "usage: no-network command [args]\n");
		return 125;
	}
	if (unshare(flags) == -1) {
		unshare_explain(flags, errno, why, sizeof(why));
		fprintf(stderr, "no-network: %s\n", why);
		return 125;
	}
	execvp(argv[1], argv + 1);
	flags = errno == ENOENT ? 127 : 126;
	fprintf(stderr, "no-network: cannot run %s: %s\n", argv[1],
		strerror(errno));
	return flags;
}
