/* SPDX-License-Identifier: MIT */
/*
 * Flags that bring others with them, shown by effect; what to expect stands
 * here, and the model must say the same.
 *
 * Nobody shares signal handlers without memory, or is one of several threads
 * without both (clone(2)), so VM > SIGHAND > THREAD shows in who may ask: a
 * thread for none of them, who shares handlers for THREAD, who shares memory
 * for that and SIGHAND, and who is alone for all three.
 */
#include "specification.h"

#define LADDER (CLONE_SIGHAND | CLONE_THREAD)
#define USER (CLONE_THREAD | CLONE_FS)
#define EMPTY (CLONE_NEWNS | CLONE_FS)

static const struct row {
	const char *name;
	unsigned long word, implied;
	unsigned long clone_flags;	/* RT_THREAD_FLAGS: needs no other */
	int error;
	unsigned long renewed;
	bool user;			/* or as administrator */
	int since;
} rows[] = {
	{ "2. NEWNS unshares directory and umask too", CLONE_NEWNS, CLONE_FS,
		SHARED, 0, EMPTY, false, 0 },
	{ "2. NEWNS does so in a thread", CLONE_NEWNS, CLONE_FS,
		RT_THREAD_FLAGS, 0, EMPTY, false, 0 },
	{ "2. UNSHARE_EMPTY_MNTNS implies NEWNS, and that FS",
		UNSHARE_EMPTY_MNTNS, EMPTY, RT_THREAD_FLAGS, 0, EMPTY, false,
		MODEL_VERSION(7, 1, 0) },
	{ "2. NEWIPC gives up the semaphore adjustments", CLONE_NEWIPC, 0,
		RT_THREAD_FLAGS, 0, CLONE_NEWIPC | CLONE_SYSVSEM, false, 0 },
	{ "2. NEWUSER unshares directory and umask too", CLONE_NEWUSER, USER,
		SHARED, 0, CLONE_NEWUSER | CLONE_FS, false, 0 },
	{ "2. NEWUSER implies THREAD: EINVAL in a thread", CLONE_NEWUSER,
		USER, RT_THREAD_FLAGS, EINVAL, 0, false, 0 },
	{ "2. NEWUSER in a thread: EINVAL, whoever asks",
		CLONE_NEWUSER | CLONE_NEWNET, USER, RT_THREAD_FLAGS, EINVAL, 0,
		true, 0 },
	{ "2. THREAD of a thread: EINVAL", CLONE_THREAD, 0, RT_THREAD_FLAGS,
		EINVAL, 0, false, 0 },
	{ "2. SIGHAND of a thread: EINVAL", CLONE_SIGHAND, CLONE_THREAD,
		RT_THREAD_FLAGS, EINVAL, 0, false, 0 },
	{ "2. VM of a thread: EINVAL", CLONE_VM, LADDER, RT_THREAD_FLAGS,
		EINVAL, 0, false, 0 },
	{ "2. THREAD with shared signal handlers: 0", CLONE_THREAD, 0, ALIKE,
		0, 0, false, 0 },
	{ "2. SIGHAND with shared signal handlers: EINVAL", CLONE_SIGHAND,
		CLONE_THREAD, ALIKE, EINVAL, 0, false, 0 },
	{ "2. VM with shared signal handlers: EINVAL", CLONE_VM, LADDER, ALIKE,
		EINVAL, 0, false, 0 },
	{ "2. THREAD with shared memory: 0", CLONE_THREAD, 0, CLONE_VM, 0, 0,
		false, 0 },
	{ "2. SIGHAND with shared memory: 0", CLONE_SIGHAND, CLONE_THREAD,
		CLONE_VM, 0, 0, false, 0 },
	{ "2. VM with shared memory: EINVAL", CLONE_VM, LADDER, CLONE_VM,
		EINVAL, 0, false, 0 },
	{ "2. VM, alone, changes nothing", CLONE_VM, LADDER, SHARED, 0, 0,
		false, 0 },
};
static const struct row *row;
static struct trial *trial;

/* Kernels of today: what is older, the model knows. */
#define TODAY MODEL_VERSION(4, 3, 0)

static void shown(void)
{
	struct model_answer answer;
	int refused;

	effects_begin();
	if (row->user)
		as_user();
	else
		as_administrator();
	effects_begin();
	trial->clone_flags = row->clone_flags;
	situation.threaded = row->clone_flags & CLONE_THREAD;
	situation.shared = CLONE_NEWNS | (row->clone_flags & (SHARED | ALIKE));
	ask(&situation, row->word, &answer);
	CHECK(answer.error == row->error, answer.error);
	CHECK(answer.renewed == row->renewed, answer.renewed);
	CHECK(answer.flags == (row->word | row->implied), answer.flags);
	trial->word[0] = row->word;
	trial->count = 1;
	refused = try(trial);
	CHECK(refused == 0, refused);
	CHECK(trial->error[0] == row->error, trial->error[0]);
	CHECK(wrong_effects(trial, row->renewed) == 0,
		wrong_effects(trial, row->renewed));
}

static const char *why_not(void)
{
	if (emulated && row->clone_flags != RT_THREAD_FLAGS)
		return "QEMU user mode: the emulator is a thread of the "
			"process";
	if (situation.version < (row->since ? row->since : TODAY))
		return "this kernel is too old";
	if (!row->error && row->word & CLONE_NEWUSER && situation.chrooted)
		return "in a chroot, where NEWUSER is refused";
	if (row->word & ~situation.built & (NAMESPACES | CLONE_NEWUSER))
		return "this kernel has no such namespace";
	if (!row->error && row->word & (NAMESPACES | UNSHARE_EMPTY_MNTNS) &&
	    !situation.capable)
		return "not an administrator";
	return 0;
}

void test_implied(void)
{
	const char *reason;

	trial = rt_map(sizeof(*trial), 1);
	CHECK(trial, 0);
	situation = running_system();
	for (row = rows; row < rows + COUNT(rows); row++) {
		if (!wanted(row->name))
			continue;
		reason = why_not();
		if (reason)
			skip(row->name, reason);
		else
			test(row->name, shown);
	}
}
