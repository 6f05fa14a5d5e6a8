/* SPDX-License-Identifier: MIT */
/*
 * What a call of unshare did to a child, seen from the process that made it:
 * the names of its namespaces in /proc, kcmp(2) of what can be shared, and
 * what the child did with its directory, umask, descriptors and semaphore
 * adjustments, which shows here if they are ours.
 */
#include "specification.h"
#include <linux/fcntl.h>
#include <linux/kcmp.h>

#define MARK 100		/* a descriptor that nobody else opens */
#define OUR_MASK 022
#define ITS_MASK 0123
#define SEMAPHORE 5		/* its value */
#define DIRECTORY 0x10000000UL	/* acted: it could go there */

#define LINK 64
static char ours[16][LINK];
static long set = -1;		/* of one semaphore, in a namespace of ours */

static long open_names(long id)
{
	char path[64];

	append(append_number(append(path, "/proc/"), id), "/ns");
	return (long)CALL4(openat, AT_FDCWD, ADDRESS(path),
		O_PATH | O_DIRECTORY, 0);
}

static long name_of(long directory, const char *name, char text[LINK])
{
	long length = (long)CALL4(readlinkat, directory, ADDRESS(name),
		ADDRESS(text), LINK - 1);

	text[length < 0 ? 0 : length] = 0;
	return length;
}

/* The adjustments' namespace is to go with this process, or there is none. */
static long make_semaphore(void)
{
	long made;

	if (CALL1(unshare, CLONE_NEWIPC))
		return -1;
	made = rt_semget(0, 0666);
	if (made >= 0 && rt_semop(made, SEMAPHORE, 0))
		made = -1;
	return made;
}

void effects_begin(void)
{
	long directory;
	size_t i;

	if (set < 0)
		set = make_semaphore();
	directory = open_names(rt_gettid());
	CALL1(umask, OUR_MASK);
	CALL1(chdir, ADDRESS("/"));
	for (i = 0; i < ns_names_count; i++)
		name_of(directory, ns_names[i].name, ours[i]);
	CALL1(close, directory);
}

unsigned long effects_act(void)
{
	unsigned long acted = CLONE_FS;

	CALL1(umask, ITS_MASK);
	if (CALL1(chdir, ADDRESS("/proc")) == 0)
		acted |= DIRECTORY;
	if (CALL3(dup3, 1, MARK, 0) == MARK)
		acted |= CLONE_FILES;
	if (set >= 0 && rt_semop(set, -1, RT_SEM_UNDO) == 0)
		acted |= CLONE_SYSVSEM;
	return acted;
}

static void saw(struct sight *sight, unsigned long flag, bool own)
{
	sight->looked_at |= flag;
	if (own)
		sight->seen |= flag;
}

void effects_links(long id, struct sight *sight)
{
	char theirs[LINK];
	long directory = open_names(id), result;
	size_t i;

	for (i = 0; i < ns_names_count; i++) {
		if (!ours[i][0])
			continue;
		/* One that has no process yet has no name: ENOENT. */
		result = name_of(directory, ns_names[i].name, theirs);
		if (result < 0 && result != -ENOENT)
			continue;
		saw(sight, ns_names[i].flag ? ns_names[i].flag : UNEXPECTED,
			!rt_same(ours[i], theirs));
	}
	CALL1(close, directory);
}

const struct kcmp_kind kcmp_kinds[KCMP_KINDS] = {
		{ KCMP_FS, CLONE_FS }, { KCMP_FILES, CLONE_FILES },
		{ KCMP_SYSVSEM, CLONE_SYSVSEM },
		{ KCMP_VM, CLONE_VM }, { KCMP_SIGHAND, CLONE_SIGHAND },
};

void effects_kcmp(long id, unsigned long shared, struct sight *sight)
{
	const struct kcmp_kind *kind;
	long us = rt_gettid(), result;

	for (kind = kcmp_kinds; kind < kcmp_kinds + KCMP_KINDS; kind++) {
		if (!(shared & kind->flag))
			continue;
		result = (long)CALL5(kcmp, us, id, kind->type, 0, 0);
		if (result >= 0)
			saw(sight, kind->flag, result != 0);
	}
}

void effects_here(unsigned long acted, struct sight *sight)
{
	char here[LINK];
	bool own = CALL1(umask, OUR_MASK) != ITS_MASK;

	saw(sight, CLONE_FS, own);
	if (acted & DIRECTORY) {
		CALL2(getcwd, ADDRESS(here), sizeof(here));
		saw(sight, UNEXPECTED, own != rt_same(here, "/"));
	}
	if (!own)
		CALL1(chdir, ADDRESS("/"));
	if (acted & CLONE_FILES)
		saw(sight, CLONE_FILES, CALL1(close, MARK) == -EBADF);
}

/* With a list of its own, what the child did is undone. */
void effects_after(unsigned long acted, struct sight *sight)
{
	bool own;

	if (!(acted & CLONE_SYSVSEM))
		return;
	own = rt_semval(set) == SEMAPHORE;
	saw(sight, CLONE_SYSVSEM, own);
	if (!own)
		rt_semop(set, 1, RT_SEM_UNDO);
}
