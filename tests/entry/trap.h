/* SPDX-License-Identifier: MIT */
/*
 * Where the kernel is entered, by its own word: a seccomp filter answers calls
 * with SIGSYS, whose si_call_addr tells. For tests/link.t and tests/vdso.t,
 * which say -DNR=, unshare's number. The filter's numbers: linux/filter.h,
 * linux/seccomp.h (musl-gcc has none).
 */
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

/* Has the handler answer unshare, and the calls from the one to the one before
   the other; not 0 if the kernel refuses. */
static int trap_calls(unsigned from, unsigned to,
	void (*handler)(int, siginfo_t *, void *))
{
	struct {
		unsigned short code;
		unsigned char jt, jf;
		unsigned k;
	} filter[] = {
		{ 0x20, 0, 0, 0 },		/* load the number */
		{ 0x15, 2, 0, NR },		/* if it is unshare's */
		{ 0x35, 0, 2, from },		/* or in the range */
		{ 0x35, 1, 0, to },
		{ 0x06, 0, 0, 0x00030000 },	/* SECCOMP_RET_TRAP */
		{ 0x06, 0, 0, 0x7fff0000 },	/* else SECCOMP_RET_ALLOW */
	};
	struct {
		unsigned short len;
		void *filter;
	} program = { 6, filter };
	struct sigaction action;

	memset(&action, 0, sizeof action);
	action.sa_sigaction = handler;
	action.sa_flags = SA_SIGINFO;
	sigaction(SIGSYS, &action, NULL);
	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) ||
	    prctl(PR_SET_SECCOMP, 2, &program, 0, 0);
}
