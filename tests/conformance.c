/* SPDX-License-Identifier: MIT */
/*
 * Conformance of int unshare(int), whichever form of it this is linked to.
 *
 *   conformance                 what it answers, and what that changes
 *   conformance PART...         in one process, one after the other, of
 *      answers                  what it answers, as one test
 *      errno LIST...            the errors that tests/inject.c makes, with the
 *                               errno expected: N:M, or N-M for each its own
 *      results N...             other results that tests/inject.c makes
 *   conformance arrives N...    for a tracer: the call, with N for flags
 *
 * The rules are those of ksys_unshare in the kernel's kernel/fork.c, and of
 * unshare(2).
 */
#include "conformance.h"
#include <linux/fcntl.h>

#define STRANGE 12345	/* no errno */

int emulated;
static int arguments;		/* of a part */
static char **argument;

int has(const char *path)
{
	return CALL4(faccessat, AT_FDCWD, ADDRESS(path), 0, 0) == 0;
}

int may_administer(void)
{
	/* capget(2): version 3, and effective, permitted, inheritable twice */
	unsigned header[2] = { 0x20080522, 0 };
	volatile unsigned sets[6] = { 0 };

	CALL2(capget, ADDRESS(header), ADDRESS(sets));
	return sets[0] >> 21 & 1;
}

/* The emulator is a thread of the process, and we have made none yet. */
static int has_another_thread(void)
{
	static char text[4096];
	const char *at = text;

	rt_read("/proc/self/status", text, sizeof(text));
	while (*at && !rt_starts(at, "\nThreads:\t"))
		at++;
	return *at && rt_number(at + 10, 0) > 1;
}

void expect(int flags, int number)
{
	int result;

	errno = STRANGE;
	result = unshare(flags);
	if (result == (number ? -1 : 0) &&
	    errno == (number ? number : STRANGE))
		return;
	diag("flags", flags);
	diag("errno expected", number);
	diag("errno", errno);
	rt_fail("unshare()", __FILE__, __LINE__, result);
}

static void header_number(void)
{
	CHECK(LIBUNSHARE_NR_unshare == __NR_unshare, LIBUNSHARE_NR_unshare);
}

static void nothing(void)
{
	expect(0, 0);
}

static void work(void)
{
	expect(CLONE_FS, 0);
	expect(CLONE_FILES, 0);
	expect(CLONE_SYSVSEM, 0);
	expect(CLONE_FS | CLONE_FILES | CLONE_SYSVSEM, 0);
}

static void unknown(void)
{
	unsigned bit;

	for (bit = 1; bit; bit <<= 1) {
		if (bit & (KNOWN | UNSHARE_EMPTY_MNTNS))
			continue;
		expect((int)bit, EINVAL);
		/* Not CLONE_FS, with which bit 31 is tests/inject.c's. */
		expect((int)(bit | CLONE_SYSVSEM), EINVAL);
	}
	expect(-1, EINVAL);
}

/* errno: the call that fails in one thread must not show in the other. */

static volatile int seen;

static void errno_of_thread(void)
{
	expect(-1, EINVAL);
	rt_turn();
	seen = errno;
}

static void errno_is_own(void)
{
	rt_begin(RT_THREAD, errno_of_thread);
	errno = STRANGE;
	rt_turn();
	CHECK(errno == STRANGE, errno);
	errno = 1;
	rt_end();
	CHECK(seen == EINVAL, seen);
}

static void registers(void)
{
	int wrong;
	long result;

	wrong = stub_keeps(unshare, 0, &result);
	CHECK(wrong == 0 && result == 0, wrong);
	wrong = stub_keeps(unshare, -1, &result);
	CHECK(wrong == 0 && result == -1, wrong);
	wrong = trap_keeps(0, &result);
	CHECK(wrong == 0 && result == 0, wrong);
	wrong = trap_keeps(-1, &result);
	CHECK(wrong == 0 && result == -EINVAL, wrong);
}

/* Stack: where the next object comes to lie, and what is in the one before. */

static int no_call(int flags)
{
	return flags;
}

static __attribute__((noinline)) long stack_moved(int (*volatile call)(int),
	int flags)
{
	volatile unsigned char *before = __builtin_alloca(256), *after;
	int i, wrong = 0;

	for (i = 0; i < 256; i++)
		before[i] = (unsigned char)(i ^ 0xa5);
	for (i = 0; i < 16; i++)
		call(flags);
	for (i = 0; i < 256; i++)
		wrong |= before[i] ^ (i ^ 0xa5);
	CHECK(wrong == 0, wrong);
	after = __builtin_alloca(256);
	*after = 0;
	return (long)((unsigned long)before - (unsigned long)after);
}

static void stack(void)
{
	long usual = stack_moved(no_call, 0);

	CHECK(stack_moved(unshare, 0) == usual, usual);
	CHECK(stack_moved(unshare, -1) == usual, usual);
}

/*
 * Width: these ABIs leave the bits above an int undefined. On all others the
 * caller extends it, and a function may count on that.
 */
#if defined __x86_64__ || defined __aarch64__
static void width(void)
{
	typedef int wide(long long);
	wide *volatile call = (wide *)(void (*)(void))unshare;
	int result;

	errno = STRANGE;
	result = call(1LL << 40 | CLONE_FS);
	CHECK(result == 0, errno);
	result = call(~0xffffffffLL | CLONE_FILES);
	CHECK(result == 0, errno);
	CHECK(errno == STRANGE, errno);
	result = call(1LL << 40 | 1);
	CHECK(result == -1, result);
	CHECK(errno == EINVAL, errno);
}

static void test_width(void)
{
	const char *name = "what is above an int does not matter";

	if (emulated)
		skip(name, "QEMU user mode drops it");
	else
		test(name, width);
}
#else
static void test_width(void)
{
	skip("what is above an int does not matter",
		"the caller extends it on this ABI");
}
#endif

/* What tests/inject.c makes the kernel answer, by the low bits of the flags */

static void injected_errors(void)
{
	unsigned long number, last, expected;
	const char *at;
	int i;

	CHECK(arguments > 0, arguments);
	for (i = 0; i < arguments; i++) {
		number = last = rt_number(argument[i], &at);
		expected = rt_number(at + 1, 0);
		if (*at == '-')
			last = expected;
		for (; number <= last; number++)
			expect((int)(0x80000000u | number),
				(int)(*at == '-' ? number : expected));
	}
}

static void injected_results(void)
{
	int i, result, expected;

	CHECK(arguments > 0, arguments);
	for (i = 0; i < arguments; i++) {
		expected = (int)rt_number(argument[i], 0);
#ifdef __alpha__	/* where all that is negative is an error */
		if (expected < 0)
			continue;
#endif
		errno = STRANGE;
		result = unshare((int)(0xa0000000u | (unsigned)i));
		CHECK(result == expected, result);
		CHECK(errno == STRANGE, errno);
	}
}

static const struct {
	const char *name;
	void (*function)(void);
} answer[] = {
	{ "the number is that of <asm/unistd.h>", header_number },
	{ "0 and no errno for flags 0", nothing },
	{ "0 and no errno for FS, FILES, SYSVSEM", work },
	{ "-1 and EINVAL for each unknown bit", unknown },
	{ "errno is the thread's own", errno_is_own },
	{ "registers survive", registers },
	{ "the stack survives", stack },
};

static void answers(void)
{
	unsigned i;

	for (i = 0; i < COUNT(answer); i++)
		test(answer[i].name, answer[i].function);
	test_width();
}

/* In one child, as each takes an emulator longer than what it does. */
static void answers_at_once(void)
{
	unsigned i;

	for (i = 0; i < COUNT(answer); i++)
		answer[i].function();
}

static void part(const char *name)
{
	if (rt_same(name, "answers"))
		test("number, answers, errno, registers and stack",
			answers_at_once);
	else if (rt_same(name, "errno"))
		test("every error sets its errno", injected_errors);
	else
		test("other results are no errors", injected_results);
}

int rt_main(int argc, char **argv)
{
	int i;

	emulated = has_another_thread();
	if (argc > 1 && rt_same(argv[1], "arrives")) {
		for (i = 2; i < argc; i++)
			unshare((int)rt_number(argv[i], 0));
		return 0;
	}
	diag("emulated", emulated);
	if (CALL1(unshare, 0) == -EPERM) {
		skip("unshare()", "forbidden here, even to do nothing");
		return done();
	}
	if (argc == 1) {
		answers();
		test_sharing();
		test_namespaces();
	}
	for (i = 1; i < argc; i += 1 + arguments) {
		argument = argv + i + 1;
		arguments = 0;
		while (argument[arguments] && argument[arguments][0] <= '9')
			arguments++;
		part(argv[i]);
	}
	return done();
}
