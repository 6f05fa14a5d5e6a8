/* SPDX-License-Identifier: MIT */
/*
 * Conformance, what threads share: CLONE_FS, CLONE_FILES and CLONE_SYSVSEM by
 * their effect, each after a control experiment that shows the sharing; and
 * CLONE_VM, CLONE_SIGHAND, CLONE_THREAD, which only refuse.
 */
#include "conformance.h"
#include <linux/fcntl.h>

/* CLONE_FS: a thread's working directory and umask */

static int is_in(const char *directory)
{
	static char text[64];

	return CALL2(getcwd, ADDRESS(text), sizeof(text)) > 0 &&
		rt_same(text, directory);
}

static void move(const char *directory, int mask)
{
	CHECK(CALL1(chdir, ADDRESS(directory)) == 0, 0);
	CALL1(umask, mask);
}

static void fs_thread(void)
{
	move("/proc", 0123);
	rt_turn();
	expect(CLONE_FS, 0);
	move("/proc", 0123);
	rt_turn();
	CHECK(is_in("/proc"), 0);
}

static void fs(void)
{
	long mask;

	move("/", 022);
	rt_begin(RT_THREAD, fs_thread);
	rt_turn();
	mask = (long)CALL1(umask, 022);
	CHECK(is_in("/proc") && mask == 0123, mask);
	move("/", 022);
	rt_turn();
	mask = (long)CALL1(umask, 022);
	CHECK(is_in("/") && mask == 022, mask);
	rt_end();
}

/* CLONE_FILES: a descriptor that a thread closes, and one that it opens */

static volatile int file, own_file;

static int open_root(void)
{
	return (int)CALL4(openat, AT_FDCWD, ADDRESS("/"),
		O_RDONLY | O_DIRECTORY, 0);
}

static int is_open(int fd)
{
	long copy = (long)CALL1(dup, fd);

	if (copy >= 0)
		CALL1(close, copy);
	return copy >= 0;
}

static void files_thread(void)
{
	CALL1(close, file);
	own_file = open_root();
	rt_turn();
	expect(CLONE_FILES, 0);
	own_file = (int)CALL3(dup3, file, 100, 0);
	CHECK(own_file == 100, own_file);
	CALL1(close, file);
	CHECK(!is_open(file), file);
}

static void files(void)
{
	file = open_root();
	CHECK(file >= 0, file);
	rt_begin(RT_THREAD, files_thread);
	rt_turn();
	/* The one that the thread opened took the number that it closed. */
	CHECK(own_file == file, own_file);
	rt_end();
	CHECK(is_open(file), file);
	CHECK(!is_open(100), 0);
}

/* CLONE_SYSVSEM: SEM_UNDO of a thread that ends while the process lives on */

static long semaphore;

static void sem_thread(void)
{
	CHECK(rt_semop(semaphore, -2, RT_SEM_UNDO) == 0, 0);
}

static void sem_thread_apart(void)
{
	expect(CLONE_SYSVSEM, 0);
	CHECK(rt_semop(semaphore, -2, RT_SEM_UNDO) == 0, 0);
	CHECK(rt_semval(semaphore) == 1, rt_semval(semaphore));
}

/* In a namespace of its own: what is left goes with the process. */
static void sysvsem(void)
{
	long result = (long)CALL1(unshare, CLONE_NEWIPC);

	CHECK(result == 0, result);
	semaphore = rt_semget(0, 0600);
	CHECK(semaphore >= 0, semaphore);
	CHECK(rt_semop(semaphore, 5, 0) == 0, 0);
	rt_begin(RT_THREAD, sem_thread);
	rt_end();
	CHECK(rt_semval(semaphore) == 3, rt_semval(semaphore));
	rt_begin(RT_THREAD, sem_thread_apart);
	rt_end();
	CHECK(rt_semval(semaphore) == 3, rt_semval(semaphore));
}

/* Flags that a process with one thread may give, to no effect */

static int flag;

static void alone(void)
{
	expect(flag, 0);
}

static void wait_for_turn(void)
{
	rt_turn();
}

static void not_alone(void)
{
	rt_begin(RT_THREAD, wait_for_turn);
	rt_turn();
	expect(flag, EINVAL);
	rt_end();
}

void test_alone(const char *name, const char *threaded, int flags)
{
	const char *reason = "QEMU user mode answers EINVAL: "
		"the emulator is a thread of the process";

	flag = flags;
	if (emulated) {
		if (name)
			skip(name, reason);
		skip(threaded, reason);
		return;
	}
	if (name)
		test(name, alone);
	test(threaded, not_alone);
}

void test_sharing(void)
{
	const char *name = "SYSVSEM: a thread's SEM_UNDO is its own";

	test("FS: a thread's directory and umask are its own", fs);
	test("FILES: a thread's descriptors are its own", files);
	if (!may_administer())
		skip(name, "needs CAP_SYS_ADMIN, for a namespace to do it in");
	else if (!has("/proc/self/ns/ipc") || !has("/proc/sysvipc/sem"))
		skip(name, "this kernel has no IPC namespace or semaphores");
	else
		test(name, sysvsem);
	test_alone("VM with one thread: 0", "VM with two: EINVAL", CLONE_VM);
	test_alone("SIGHAND with one thread: 0", "SIGHAND with two: EINVAL",
		CLONE_SIGHAND);
	test_alone("THREAD with one thread: 0", "THREAD with two: EINVAL",
		CLONE_THREAD);
}
