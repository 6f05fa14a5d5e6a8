/* SPDX-License-Identifier: MIT */
/*
 * What does the kernel, or what stands for it, answer to words that an
 * emulator is apt to get wrong? Each line is: promise, expected, found, with
 * tabs between. Needs no libc; tests/start.S starts it.
 *
 * The kernel takes all 64 bits of a register, and knows none above 31. A
 * process with one thread may ask for THREAD, SIGHAND and VM, which changes
 * nothing; an emulator whose own threads count answers EINVAL. NEWUSER may be
 * forbidden, but is known.
 */
#include <asm/errno.h>
#include <asm/unistd.h>
#include <libunshare/inline-syscall.h>
#define _LIBUNSHARE_NO_LIBC
#include <sched.h>

void rt_start(long *sp);

static void say(const char *text)
{
	unsigned long length = 0;

	while (text[length])
		length++;
	libunshare_syscall3(__NR_write, 1, (libunshare_word)(unsigned long)text,
		(libunshare_word)length);
}

static void ask(const char *promise, libunshare_word flags, int refused)
{
	libunshare_word answer = libunshare_syscall1(__NR_unshare, flags);

	say(promise);
	say(refused ? "\trefused\t" : "\ttaken\t");
	say(answer == -EINVAL ? "refused\n" : "taken\n");
}

void rt_start(long *sp)
{
	(void)sp;
	if (sizeof(libunshare_word) == 8)
		ask("a bit above 31", (libunshare_word)(1ULL << 8 *
			(sizeof(libunshare_word) - 3)), 1);
	ask("THREAD with one thread", CLONE_THREAD, 0);
	ask("SIGHAND with one thread", CLONE_SIGHAND, 0);
	ask("VM with one thread", CLONE_VM, 0);
	ask("NEWUSER with one thread, or forbidden", CLONE_NEWUSER, 0);
	for (;;)
		libunshare_syscall1(__NR_exit_group, 0);
}
