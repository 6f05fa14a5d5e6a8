/* SPDX-License-Identifier: MIT */
/*
 * What a kernel answers for the namespaces that it was built without, and what
 * unshare_explain says then: EINVAL, and the option that is off. Which those
 * are, /proc/self/ns tells.
 */
#include "../tests/conformance.h"
#include "../tests/model/look.h"
#include <unshare.h>

static const struct {
	int flag;
	const char *link, *option, *name;
} kinds[] = {
	{ CLONE_NEWUTS, "/proc/self/ns/uts", "CONFIG_UTS_NS",
	  "NEWUTS without CONFIG_UTS_NS: EINVAL, and it is said" },
	{ CLONE_NEWIPC, "/proc/self/ns/ipc", "CONFIG_IPC_NS",
	  "NEWIPC without CONFIG_IPC_NS: EINVAL, and it is said" },
	{ CLONE_NEWUSER, "/proc/self/ns/user", "CONFIG_USER_NS",
	  "NEWUSER without CONFIG_USER_NS: EINVAL, and it is said" },
	{ CLONE_NEWPID, "/proc/self/ns/pid", "CONFIG_PID_NS",
	  "NEWPID without CONFIG_PID_NS: EINVAL, and it is said" },
	{ CLONE_NEWNET, "/proc/self/ns/net", "CONFIG_NET_NS",
	  "NEWNET without CONFIG_NET_NS: EINVAL, and it is said" },
	{ CLONE_NEWTIME, "/proc/self/ns/time", "CONFIG_TIME_NS",
	  "NEWTIME without CONFIG_TIME_NS: EINVAL, and it is said" },
};
static int asked;	/* flags */

static int says(const char *sentence, const char *option)
{
	while (*sentence && !rt_starts(sentence, option))
		sentence++;
	return *sentence != 0;
}

/* Of several the kernel may have met one before the others. */
static void absent(void)
{
	static char sentence[1024];
	unsigned i, said = 0;
	int result;

	errno = 0;
	result = unshare(asked);
	CHECK(result == -1, result);
	CHECK(errno == EINVAL, errno);
	unshare_explain(asked, EINVAL, sentence, sizeof(sentence));
	for (i = 0; i < COUNT(kinds); i++)
		if (says(sentence, kinds[i].option))
			said |= (unsigned)kinds[i].flag;
	if (!said || said & ~(unsigned)asked) {
		put("# ");
		put(sentence);
		end_line();
		CHECK(0, said);
	}
}

int rt_main(int argc, char **argv)
{
	int all = 0;
	unsigned i;

	(void)argc;
	(void)argv;
	for (i = 0; i < COUNT(kinds); i++) {
		if (look_exists(kinds[i].link))
			continue;
		asked = kinds[i].flag;
		all |= asked;
		test(kinds[i].name, absent);
	}
	asked = all;
	if (all)
		test("all that are absent: EINVAL, and one is said", absent);
	else
		skip("namespaces that are absent", "this kernel has them all");
	return done();
}
