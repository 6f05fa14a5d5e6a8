/* SPDX-License-Identifier: MIT */
/*
 * What a kernel answers that was built without our rows: ENOSYS to every flag
 * word, since there is nothing behind the number.
 */
#include "../tests/conformance.h"

static const unsigned flag[] = {
	CLONE_NEWTIME, CLONE_VM, CLONE_FS, CLONE_FILES, CLONE_SIGHAND,
	CLONE_THREAD, CLONE_NEWNS, CLONE_SYSVSEM, CLONE_NEWCGROUP,
	CLONE_NEWUTS, CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET,
	UNSHARE_EMPTY_MNTNS,
};

static void ask(int flags)
{
	int result;

	errno = 0;
	result = unshare(flags);
	if (result != -1 || errno != ENOSYS)
		diag("flags", flags);
	CHECK(result == -1, result);
	CHECK(errno == ENOSYS, errno);
}

static void combinations(void)
{
	unsigned word, flags, i;

	rt_alarm(200);	/* 32768 calls, where ten kernels run beside */
	for (word = 0; word < 1u << COUNT(flag); word++) {
		flags = 0;
		for (i = 0; i < COUNT(flag); i++)
			if (word >> i & 1)
				flags |= flag[i];
		ask((int)flags);
	}
}

static void other_bits(void)
{
	unsigned bit;

	for (bit = 1; bit; bit <<= 1)
		ask((int)bit);
	ask(-1);
}

static void whole_registers(void)
{
	unsigned long bit;
	long result;

	for (bit = 1; bit; bit <<= 1) {
		result = (long)CALL1(unshare, bit);
		CHECK(result == -ENOSYS, result);
	}
}

int rt_main(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	test("ENOSYS for every combination of the flags", combinations);
	test("ENOSYS for every other bit", other_bits);
	test("ENOSYS for every bit of a register", whole_registers);
	return done();
}
