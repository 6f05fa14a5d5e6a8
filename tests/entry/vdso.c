/* SPDX-License-Identifier: MIT */
/*
 * For tests/vdso.t, on i386: where the stubs enter the kernel.
 *
 *   vdso N...    calls the stub of each number of arguments, with successes and
 *                with errors; 9 is unshare. Prints "vdso" or "int80", if all
 *                entered there, else what is wrong
 *
 * -DNR= is unshare's number, -DBASE= that of the stub of no arguments, which
 * the others follow; with -DFAKE= there is a getauxval that answers so. Status:
 * 0; 1 if something is wrong; 77 if the kernel refuses a seccomp filter.
 */
#define _GNU_SOURCE
#include <sched.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <ucontext.h>
#include "trap.h"

long args0(), args1(), args2(), args3(), args4(), args5(), args6();
long long keeps(long (*stub)(), const long *arguments);
static long (*const stubs[])() = { args0, args1, args2, args3, args4, args5,
	args6 };
static long given[6] = { 11, -22, 33, -44, 55, -66 };
static long got[6], number, answer;
static unsigned long vdso_from, vdso_to;
static const char *entered = "nowhere", *before, *wrong;

#ifdef FAKE
/* What getauxval does where there is no vDSO */
unsigned long getauxval(unsigned long type);
unsigned long getauxval(unsigned long type)
{
	static int times;
	unsigned long frame = (unsigned long)__builtin_frame_address(0);

	if (type != 32)
		return 0;
	if (times++ || (frame + 8) % 16)
		wrong = "asked again, or with the stack not aligned";
	errno = ENOENT;
	return FAKE;
}
#endif

static void on_sigsys(int sig, siginfo_t *info, void *context)
{
	greg_t *reg = ((ucontext_t *)context)->uc_mcontext.gregs;
	unsigned long at = (unsigned long)info->si_call_addr;

	(void)sig;
	number = info->si_syscall;
	got[0] = reg[REG_EBX];
	got[1] = reg[REG_ECX];
	got[2] = reg[REG_EDX];
	got[3] = reg[REG_ESI];
	got[4] = reg[REG_EDI];
	got[5] = reg[REG_EBP];
	reg[REG_EAX] = answer;
	if (at >= vdso_from && at < vdso_to)
		entered = "vdso";
	else
		entered = memcmp((void *)(at - 2), "\xcd\x80", 2) ?
			"elsewhere" : "int80";
}

static void fail(const char *what, int n, long value)
{
	printf("%s: %d arguments, %ld\n", what, n, value);
	exit(1);
}

static void call(int n, long (*stub)(), long result)
{
	int i, arguments = n == 9 ? 1 : n;
	long long kept;

	answer = result;
	errno = 4242;
	kept = keeps(stub, given);
	result = (long)kept;
	if (result != (answer < 0 ? -1 : answer))
		fail("the result", n, result);
	if (errno != (answer < 0 ? -answer : 4242))
		fail("errno", n, errno);
	if (kept >> 32 & 1)
		fail("a register is not preserved, or the stack", n, 0);
	if (number != (n == 9 ? NR : BASE + n))
		fail("the number", n, number);
	for (i = 0; i < arguments; i++)
		if (got[i] != given[i])
			fail("an argument", n, i + 1);
	if (wrong)
		fail(wrong, n, 0);
	if (before && strcmp(before, entered))
		fail(entered, n, 0);
	before = entered;
}

int main(int argc, char **argv)
{
	char line[200];
	FILE *maps = fopen("/proc/self/maps", "r");
	int i;

	while (maps && fgets(line, sizeof line, maps))
		if (strstr(line, "[vdso]"))
			sscanf(line, "%lx-%lx", &vdso_from, &vdso_to);
	if (trap_calls(BASE, BASE + 7, on_sigsys))
		return 77;
	for (i = 1; i < argc; i++) {
		int n = atoi(argv[i]);
		long (*stub)() = n == 9 ? (long (*)())unshare : stubs[n];

		call(n, stub, 1234);
		call(n, stub, -77);
		call(n, stub, -4095);
		if (n != 9)
			call(n, stub, 0x7fffffff);
	}
	puts(entered);
	return 0;
}
