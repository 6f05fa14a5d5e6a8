/* SPDX-License-Identifier: MIT */
/*
 * Situations that belong to the whole machine, or come near it: a descriptor
 * above fs.nr_open, and no memory (that of a control group whose limit is
 * below what it has). Only on a machine of the test's own.
 */
#include "specification.h"
#include "../model/look.h"
#include <asm/resource.h>

#define HIGH 4000		/* the descriptor */
#define LOW "1024"		/* what fs.nr_open becomes */
#define NR_OPEN "/proc/sys/fs/nr_open"
#define CGROUPS "/sys/fs/cgroup"
#define GROUP CGROUPS "/specification"

static struct trial *trial;

/*
 * A small machine may have a thousand namespaces of a kind, and kernels before
 * 6.3 take their time to free those of IPC: what is given up still counts.
 */
void raise_limits(void)
{
	char path[LOOK_PATH];
	size_t i;

	for (i = 0; i < ns_limits_count; i++)
		rt_write(look_path(path, "/proc/sys/user/max_",
			ns_limits[i].name, "_namespaces"), "1000000");
}

/* A fresh child, which shares directories, descriptors and adjustments */
static int once(unsigned long word, unsigned long clone_flags,
	struct model_answer *answer)
{
	int refused;

	trial->clone_flags = clone_flags;
	trial->word[0] = word;
	trial->count = 1;
	situation.threaded = clone_flags & CLONE_THREAD;
	situation.shared = CLONE_NEWNS | (clone_flags & (SHARED | ALIKE));
	ask(&situation, word, answer);
	refused = try(trial);
	CHECK(refused == 0, refused);
	return trial->error[0];
}

static void open_high(void)
{
	unsigned long long limit[2] = { HIGH + 1, HIGH + 1 };	/* rlimit64 */
	long result;

	result = (long)CALL4(prlimit64, 0, RLIMIT_NOFILE, ADDRESS(limit), 0);
	CHECK(result == 0, result);
	result = (long)CALL3(dup3, 1, HIGH, 0);
	CHECK(result == HIGH, result);
	result = rt_write(NR_OPEN, LOW);
	CHECK(result > 0, result);
	situation = running_system();
	situation.descriptors = HIGH + 1;
}

/* A table that is not shared is not copied, so its size does not matter. */
static void above_nr_open(void)
{
	static const unsigned long words[] = { 0, CLONE_FS, CLONE_FILES,
		CLONE_FILES | CLONE_FS, CLONE_FILES | CLONE_NEWUTS,
		CLONE_FILES | CLONE_VM, CLONE_FILES | CLONE_NEWUSER };
	struct model_answer answer;
	unsigned i, full = 0;
	int error;

	effects_begin();
	open_high();
	for (i = 0; i < 2 * COUNT(words); i++) {
		error = once(words[i / 2], i & 1 ? RT_THREAD_FLAGS : SHARED,
			&answer);
		CHECK(error == answer.error, error);
		CHECK(!wrong_effects(trial, answer.renewed), words[i / 2]);
		full += error == EMFILE;
	}
	CHECK(full >= 8, full);
	situation.threaded = false;
	situation.shared = CLONE_NEWNS;
	ask(&situation, CLONE_FILES, &answer);
	error = call(CLONE_FILES);
	CHECK(error == answer.error && error == 0, error);
}

static void test_descriptors(const char *name)
{
	char usual[24];
	long length = rt_read(NR_OPEN, usual, sizeof(usual));

	CHECK(length > 0, length);
	test(name, above_nr_open);
	rt_write(NR_OPEN, usual);
}

/* The kernel is not to kill it: then an allocation fails, and nothing else. */
static void give_up_memory(void)
{
	long result = rt_write("/proc/self/oom_score_adj", "-1000");

	CHECK(result > 0, result);
	result = rt_write(GROUP "/cgroup.procs", "0");
	CHECK(result > 0, result);
	result = rt_write(GROUP "/memory.max", "0");
	CHECK(result > 0, result);
}

/* What is kept in reserve for each processor may do for the smallest. */
static void no_memory(void)
{
	static const unsigned long words[] = { CLONE_FS, CLONE_FILES,
		CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC, CLONE_NEWPID,
		CLONE_NEWNET, CLONE_NEWUSER, CLONE_NEWCGROUP, CLONE_NEWTIME,
		SHARED | NAMESPACES, SHARED | NAMESPACES | CLONE_NEWUSER };
	struct model_answer answer;
	unsigned i, failed = 0;
	int error;

	unshare(0);	/* the first call on i386 writes: it finds the vDSO */
	effects_begin();
	situation = running_system();
	trial->in_child = give_up_memory;
	for (i = 0; i < 4 * COUNT(words); i++) {
		rt_write(GROUP "/memory.max", "max");
		error = once(words[i / 4] & (situation.built | SHARED), SHARED,
			&answer);
		/* Some parts of the network say so in their own way. */
		if (error == ENOBUFS && words[i / 4] & CLONE_NEWNET)
			error = ENOMEM;
		CHECK(error == answer.error || error == ENOMEM, error);
		CHECK(!wrong_effects(trial, error ? 0 : answer.renewed),
			words[i / 4]);
		failed += error == ENOMEM;
	}
	diag("calls that had no memory", failed);
	CHECK(failed, failed);
}

static void test_memory(const char *name)
{
	rt_write(CGROUPS "/cgroup.subtree_control", "+memory");
	CALL3(mkdirat, -1, ADDRESS(GROUP), 0700);
	if (rt_write(GROUP "/memory.max", "max") < 0)
		skip(name, "no memory control groups (version 2) in " CGROUPS);
	else
		test(name, no_memory);
	CALL3(unlinkat, -1, ADDRESS(GROUP), 0x200 /* AT_REMOVEDIR */);
}

static void test_on(const char *name, void (*function)(const char *))
{
	if (!wanted(name))
		return;
	if (!own_machine)
		skip(name, "changes the machine: only on one of the test's "
			"own (make check-kernel)");
	else if (!situation.capable)
		skip(name, "not an administrator");
	else
		function(name);
}

void test_machine(void)
{
	trial = rt_map(sizeof(*trial), 1);
	CHECK(trial, 0);
	situation = running_system();
	test_on("5. a descriptor above fs.nr_open: EMFILE", test_descriptors);
	test_on("5. no memory: ENOMEM, and nothing is changed", test_memory);
}
