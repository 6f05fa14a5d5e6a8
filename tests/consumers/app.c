/* SPDX-License-Identifier: MIT */
/*
 * The program of the projects here: status 0 if header and libraries are those
 * that were installed, and do what they say.
 */
#define _GNU_SOURCE
#include <sched.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unshare.h>

int main(void)
{
	char why[1024];

	if (unshare(0) != 0 || unshare(CLONE_PTRACE) != -1 || errno != EINVAL)
		return 1;
	if (unshare_raw(CLONE_PTRACE) != -EINVAL)
		return 2;
	/* No libc of Debian 12 has this one. */
	if (UNSHARE_EMPTY_MNTNS != 0x00100000)
		return 3;
	unshare_explain(CLONE_PTRACE, EINVAL, why, sizeof(why));
	if (strstr(why, "CLONE_PTRACE") == NULL)
		return 4;
	printf("libunshare %d: %s\n", LIBUNSHARE_VERSION, why);
	return 0;
}
