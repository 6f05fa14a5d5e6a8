/* SPDX-License-Identifier: MIT */
/*
 * The members of concurrency.c that unshare, one combination after another:
 * what the kernel answers, what it did to the member's namespaces, and whether
 * what is its own stays so while the others go on.
 */
#include "crowd.h"
#include <linux/fcntl.h>
#include <linux/kcmp.h>

/* What a member that unshares knows of itself */
struct self {
	struct member *member;
	struct model_situation situation;
	char names[16][64];
	unsigned long visible;		/* in /proc, of the namespaces */
	unsigned turn;
};

/* Some of what may be granted, and now and then what may not */
static unsigned long choose(struct member *member)
{
	static const unsigned long usual[] = { CLONE_FS, CLONE_FILES,
		CLONE_SYSVSEM, CLONE_NEWUTS, CLONE_NEWIPC,
		CLONE_NEWCGROUP, CLONE_NEWTIME, CLONE_NEWPID };
	static const unsigned long unusual[] = { CLONE_THREAD, CLONE_SIGHAND,
		CLONE_VM, CLONE_NEWUSER, CLONE_NEWNET, CLONE_NEWNS,
		0x80000000, 0x1000 };
	unsigned draw = member->draw = member->draw * 1103515245U + 12345;
	unsigned long word = 0;
	unsigned i;

	draw >>= 8;
	for (i = 0; i < COUNT(usual); i++)
		if (draw >> i & draw >> (i + 4) & 1)
			word |= usual[i];
	if ((draw >> 14 & 7) == 0)
		word |= unusual[draw >> 17 & 7];
	return word;
}

/*
 * The namespaces that are others than before: of those asked for, and of one
 * more, the next each time.
 */
static unsigned long changed(struct self *self, unsigned long asked)
{
	char path[64];
	unsigned long flags = 0;
	char name[64];
	size_t i;
	long directory, length;

	append(append_number(append(path, "/proc/"), self->member->id), "/ns");
	directory = (long)CALL4(openat, AT_FDCWD, ADDRESS(path),
		O_PATH | O_DIRECTORY, 0);
	if (++self->turn >= ns_names_count)
		self->turn = 0;
	for (i = 0; i < ns_names_count; i++) {
		if (!(ns_names[i].flag & asked) && i != self->turn)
			continue;
		length = (long)CALL4(readlinkat, directory,
			ADDRESS(ns_names[i].name), ADDRESS(name),
			sizeof(name) - 1);
		name[length < 0 ? 0 : length] = 0;
		if (!rt_same(name, self->names[i]))
			flags |= ns_names[i].flag ? ns_names[i].flag :
				UNEXPECTED;
		append(self->names[i], name);
		if (name[0])
			self->visible |= ns_names[i].flag;
	}
	CALL1(close, directory);
	return flags;
}

/* A new context of its own is marked, and the mark must stay. */
static unsigned long not_own(struct self *self, unsigned long parted)
{
	unsigned mask = 0111 + (unsigned)(self->member - crowd->member);
	unsigned long flags = 0, was = (unsigned long)CALL1(umask, OUR_MASK);
	bool own = !(self->situation.shared & CLONE_FS);

	if (own)
		CALL1(umask, mask);
	if (was != (own && !(parted & CLONE_FS) ? mask : OUR_MASK))
		flags |= CLONE_FS;
	if (self->situation.shared & CLONE_FILES)
		return flags;
	if (parted & CLONE_FILES)
		CALL3(dup3, 1, MARK, 0);
	else if (CALL3(dup3, MARK, MARK + 1, 0) < 0)
		flags |= CLONE_FILES;
	return flags;
}

/* By kcmp(2), with the leader, who unshares nothing */
static unsigned long shared_with_leader(long id, unsigned long expected)
{
	const struct kcmp_kind *kind;
	unsigned long flags = 0;
	long result;

	for (kind = kcmp_kinds; kind < kcmp_kinds + KCMP_KINDS; kind++) {
		if (!(kind->flag & SHARED))
			continue;
		result = (long)CALL5(kcmp, id, crowd->leader, kind->type, 0, 0);
		if (result < 0 ? expected & kind->flag : result == 0)
			flags |= kind->flag;
	}
	return flags;
}

static void unshare_once(struct self *self)
{
	struct model_situation *now = &self->situation;
	struct tally *tally = &self->member->tally;
	struct model_answer answer;
	unsigned long word = choose(self->member), wrong, parted;
	int error;

	ask(now, word, &answer);
	self->member->word = word;
	error = call(word);
	if (++self->member->called == self->member->awaited)
		futex_wake(&self->member->called);
	tally->compared++;
	tally->granted += !error;
	/* NEWNS copies what is not shared, too, from Linux 7.0 on. */
	parted = answer.renewed & now->shared;
	now->shared &= ~answer.renewed;
	if (answer.renewed & CLONE_NEWPID)
		now->pid_again = true;
	if (answer.renewed & CLONE_NEWUSER) {
		now->capable = now->unmapped = true;
		now->user_level++;
	}
	wrong = changed(self, answer.renewed) ^
		(answer.renewed & self->visible);
	wrong |= not_own(self, parted);
	wrong |= shared_with_leader(self->member->id, now->shared) ^
		(now->shared & SHARED);
	if ((wrong || error != answer.error) &&
	    differs(tally, "concurrency", word)) {
		put_number(error);
		put(", not ");
		put_number(answer.error);
		put("; wrong effects ");
		put_hex(wrong);
		end_line();
	}
}

void unshare_often(struct member *member)
{
	static struct self selves[MEMBERS];
	struct self *self = &selves[member - crowd->member];
	unsigned i;

	self->member = member;
	self->situation = situation;
	self->visible = 0;
	for (i = 0; i < ns_names_count; i++)
		changed(self, 0);
	for (i = 0; i < LOOPS; i++)
		unshare_once(self);
}

