/* SPDX-License-Identifier: MIT */
/*
 * Situations that the caller is in: what it asks for, its threads, ids, limits,
 * namespaces, and filters.
 */
#include "situations.h"

/* The flags alone */

static void unknown_bits(void)
{
	call(3);
	call((int)CLONE_IO);
	call(CLONE_PIDFD | CLONE_FS);
	call(UNSHARE_EMPTY_MNTNS);
	call(UNSHARE_EMPTY_MNTNS | CLONE_PTRACE | 1);
	call(-1);
}

static void nothing(void)
{
	call(0);
	call(CLONE_FS | CLONE_FILES);
}

/* Threads, and who shares our memory */

/* One that waits, until end_thread() lets it end */
static void wait_in_thread(void)
{
	rt_turn();
}

void begin_thread(void)
{
	rt_begin(RT_THREAD, wait_in_thread);
	rt_turn();
}

void end_thread(void)
{
	rt_end();
}

static void threads(void)
{
	begin_thread();
	call(CLONE_THREAD);
	call(CLONE_SIGHAND);
	call(CLONE_VM);
	call(CLONE_NEWUSER);
	call(CLONE_NEWUSER | CLONE_NEWNET);
	end_thread();
}

#ifndef RT_LIBC
static volatile int told;

static void wait_in_our_memory(void)
{
	while (!told)
		CALL0(sched_yield);
}

static void shared_memory(void)
{
	long pid = rt_task(1, CLONE_VM | 17 /* SIGCHLD */, wait_in_our_memory);

	if (pid < 0)
		impossible("clone with CLONE_VM");
	call(CLONE_VM);
	call(CLONE_SIGHAND);
	told = 1;
	rt_wait(pid);
}
#else
static void shared_memory(void)
{
	impossible("only without libc");
}
#endif

/* Who asks */

void become_user(void)
{
	long result;

	CALL2(setgroups, 0, 0);
#ifdef __NR_setresuid32
	CALL3(setresgid32, NOBODY, NOBODY, NOBODY);
	result = (long)CALL3(setresuid32, NOBODY, NOBODY, NOBODY);
#else
	CALL3(setresgid, NOBODY, NOBODY, NOBODY);
	result = (long)CALL3(setresuid, NOBODY, NOBODY, NOBODY);
#endif
	if (result != 0)
		impossible("no other user");
	/* Who changes its user has files of root's in /proc until exec. */
	CALL5(prctl, 4 /* PR_SET_DUMPABLE */, 1, 0, 0, 0);
}

static void user(void)
{
	become_user();
	call(CLONE_NEWNET);
	call(CLONE_NEWNS | CLONE_NEWUTS);
}

void user_namespace(int with_ids)
{
	static char ids[] = "0 0 1";

	if (CALL1(unshare, CLONE_NEWUSER) != 0)
		impossible("no user namespaces");
	if (!with_ids)
		return;
	rt_write("/proc/self/uid_map", ids);
	rt_write("/proc/self/setgroups", "deny");
	if (rt_write("/proc/self/gid_map", ids) < 0)
		impossible("no root");
}

static void unmapped(void)
{
	user_namespace(0);
	call(CLONE_NEWUSER);
}

/* Limits, all in a user namespace of our own */

static void limit_0(void)
{
	user_namespace(1);
	if (rt_write("/proc/sys/user/max_net_namespaces", "0") < 0 ||
	    rt_write("/proc/sys/user/max_user_namespaces", "0") < 0)
		impossible("no limits");
	call(CLONE_NEWNET);
	call(CLONE_NEWUTS | CLONE_NEWNET);
	call(CLONE_NEWUSER);
}

static void limit_1(void)
{
	user_namespace(1);
	if (rt_write("/proc/sys/user/max_net_namespaces", "1") < 0)
		impossible("no limits");
	CALL1(unshare, CLONE_NEWNET);
	call(CLONE_NEWNET);
	call(CLONE_NEWNET | CLONE_NEWIPC | CLONE_FS);
}

static void depth(void)
{
	int i;

	for (i = 0; i < 33; i++)
		user_namespace(1);
	call(CLONE_NEWUSER);
}

/* Process ids */

static void second_newpid(void)
{
	if (CALL1(unshare, CLONE_NEWPID) != 0)
		impossible("no root");
	call(CLONE_NEWPID);
	if (rt_fork(0) == 0)
		rt_exit(0);
	call(CLONE_NEWPID);
}

/* Each in the pid namespace of the last. It has no /proc of its own. */
static void pid_depth(void)
{
	long pid;
	int i;

	for (i = 0; i < 32; i++) {
		if (CALL1(unshare, CLONE_NEWPID) != 0)
			impossible("no root");
		pid = rt_fork(0);
		if (pid < 0)
			complain("fork");
		if (pid > 0)
			rt_exit((int)rt_wait(pid));
	}
	call(CLONE_NEWPID);
}

/* In the kernel's place */

static void filter(unsigned error)
{
	static struct {
		unsigned short code;
		unsigned char jt, jf;
		unsigned k;
	} code[] = {
		{ 0x20, 0, 0, 0 },		/* load the number */
		{ 0x15, 0, 1, __NR_unshare },	/* if it is unshare's */
		{ 0x06, 0, 0, 0x00050000 },	/* SECCOMP_RET_ERRNO */
		{ 0x06, 0, 0, 0x7fff0000 },	/* else SECCOMP_RET_ALLOW */
	};
	struct {
		unsigned short length;
		void *code;
	} program;

	program.length = COUNT(code);
	program.code = code;
	code[2].k |= error;
	CALL5(prctl, 38 /* PR_SET_NO_NEW_PRIVS */, 1, 0, 0, 0);
	if (CALL5(prctl, 22 /* PR_SET_SECCOMP */, 2, ADDRESS(&program), 0, 0))
		impossible("no seccomp filter");
}

static void filter_eperm(void)
{
	filter(EPERM);
	call(CLONE_FS);
	call(CLONE_NEWUSER);
	call(0);
}

static void filter_eacces(void)
{
	filter(EACCES);
	call(CLONE_NEWUSER);
}

static void filter_enosys(void)
{
	filter(ENOSYS);
	call(CLONE_FS);
}

/* Answers that take a shortage, which would be the whole machine's */
static void filter_emfile(void)
{
	filter(EMFILE);
	call(CLONE_FILES);
	call(CLONE_NEWNS | CLONE_FILES);
}

static void filter_enomem(void)
{
	filter(ENOMEM);
	call(CLONE_NEWNET);
}

static void filter_eagain(void)
{
	filter(EAGAIN);
	call(CLONE_NEWUSER);
}

static void filter_other(void)
{
	filter(5 /* EIO */);
	call(CLONE_FS);
}

/*
 * The one limit that is the machine's: it is lower for a moment, if above what
 * anybody but us uses. Whoever waits for us sets it back.
 */
static void emfile(void)
{
	static const char path[] = "/proc/sys/fs/nr_open";
	static const char *const lower[] = { "524288", "16384" };
	unsigned long limit[] = { 524288, 16384 }, i;
	char usual[32];
	long pid;

	for (i = 0; i < COUNT(limit); i++)
		if (CALL3(dup3, 1, (long)limit[i] + 256, 0) >= 0)
			break;
	if (i == COUNT(limit) || rt_read(path, usual, sizeof(usual)) < 0)
		impossible("no descriptor that high");
	pid = rt_fork(0);
	if (pid == 0) {
		begin_thread();
		if (rt_write(path, lower[i]) < 0)
			impossible("no root");
		call(CLONE_FILES);
		end_thread();
		rt_exit(0);
	}
	rt_wait(pid);
	rt_write(path, usual);
}

const struct situation causes[] = {
	{ "nothing", nothing, 0 },
	{ "unknown bits", unknown_bits, 0 },
	{ "threads", threads, 0 },
	{ "shared memory", shared_memory, 0 },
	{ "user", user, 0 },
	{ "unmapped ids", unmapped, 0 },
	{ "limit 0", limit_0, 0 },
	{ "limit 1", limit_1, 0 },
	{ "33 deep", depth, 0 },
	{ "second NEWPID", second_newpid, 0 },
	{ "32 pids deep", pid_depth, 0 },
	{ "filter EPERM", filter_eperm, 0 },
	{ "filter EACCES", filter_eacces, 0 },
	{ "filter ENOSYS", filter_enosys, 0 },
	{ "filter EMFILE", filter_emfile, 0 },
	{ "filter ENOMEM", filter_enomem, 0 },
	{ "filter EAGAIN", filter_eagain, 0 },
	{ "filter EIO", filter_other, 0 },
	{ "EMFILE", emfile, 1 },
	{ 0, 0, 0 }
};
