/* SPDX-License-Identifier: MIT */
/*
 * The test specification of unshare(2), section 8 of the call's first document
 * (Janak Desai, January 2006), and what that could not know: 1. valid flags,
 * 2. implied flags, 3. each context alone and in combination, 4. concurrent
 * execution, 5. the situations that came later. What the kernel answers and
 * does is compared with the reference model.
 *
 *   specification [machine] [fewer N] [only TEXT]... [again COMMAND...]
 *
 * machine: this machine may be changed, it is the test's own. fewer: of the
 * words of three bits and more one in 2^N, and of the calls that are repeated;
 * under QEMU user mode of the words of two bits one in 2^(N/2).
 * only: the tests whose names begin so, or as another one says. again: what
 * runs this program once more, where that takes an emulator; else it is
 * /proc/self/exe.
 *
 * Prints the Test Anything Protocol. Everything happens in children and their
 * namespaces; they are killed with whoever made them.
 */
#include "specification.h"

bool emulated, own_machine;
unsigned fewer;
char **again;
static const char *only[8];
static unsigned onlys;

bool wanted(const char *name)
{
	unsigned i;

	for (i = 0; i < onlys; i++)
		if (rt_starts(name, only[i]))
			return true;
	return onlys == 0;
}

static int bad(const char *word)
{
	put("specification: what is \"");
	put(word);
	put("\"? [machine] [fewer N] [only TEXT]... "
		"[again COMMAND...]");
	end_line();
	return 2;
}

int rt_main(int argc, char **argv)
{
	static char itself[] = "/proc/self/exe";
	static char *command[2];
	int i;

	if (argc > 1 && rt_same(argv[1], "came"))
		return came_again(argc, argv);
	command[0] = itself;
	again = command;
	for (i = 1; i < argc && again == command; i++) {
		if (rt_same(argv[i], "machine"))
			own_machine = true;
		else if (rt_same(argv[i], "fewer") && i + 1 < argc &&
		    (fewer = (unsigned)rt_number(argv[i + 1], 0)) < 32)
			i++;
		else if (rt_same(argv[i], "only") && i + 1 < argc &&
		    onlys < COUNT(only))
			only[onlys++] = argv[++i];
		else if (rt_same(argv[i], "again") && i + 1 < argc)
			again = argv + i + 1;
		else
			return bad(argv[i]);
	}
	rt_alarm(1200);
	CALL5(prctl, 36 /* PR_SET_CHILD_SUBREAPER */, 1, 0, 0, 0);
	if (own_machine)
		raise_limits();
	emulated = running_system().threaded;
	diag("emulated", emulated);
	if (CALL5(prctl, 21 /* PR_GET_SECCOMP */, 0, 0, 0, 0) == 2) {
		skip("all", "a seccomp filter may answer in its place");
		return done();
	}
	test_combinations();
	test_implied();
	test_concurrency();
	test_children();
	test_signals();
	test_machine();
	diag("words compared in all", (long)all_compared);
	diag("words that differ in all", (long)all_differing);
	return done();
}
