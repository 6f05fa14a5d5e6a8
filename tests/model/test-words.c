/* SPDX-License-Identifier: MIT */
/*
 * Every word of up to three bits, for each version, in many situations, held
 * against a second account of the rules, which shares nothing with the model:
 * numbers typed from the tables of what the kernel answers, and a list of who
 * refuses which bits. Here a bit is refused by itself, with a rank; the word's
 * errno is that of the lowest rank. What implies what is folded into the bits.
 */
#include "testing.h"
#include <errno.h>
#include <stdlib.h>

#define THREAD	0x00010000UL
#define FS	0x00000200UL
#define SIGHAND	0x00000800UL
#define VM	0x00000100UL
#define FILES	0x00000400UL
#define SYSVSEM	0x00040000UL
#define TIME	0x00000080UL
#define NS	0x00020000UL
#define CGROUP	0x02000000UL
#define UTS	0x04000000UL
#define IPC	0x08000000UL
#define USER	0x10000000UL
#define PID	0x20000000UL
#define NET	0x40000000UL
#define EMPTY	0x00100000UL
#define NAMED	(TIME | NS | CGROUP | UTS | IPC | PID | NET | EMPTY)
#define NEVER	99000000

enum {
	THREADED = 1, HANDLERS = 2, MEMORY = 4, INCAPABLE = 8, CHROOTED = 16,
	UNMAPPED = 32, USER_DEEP = 64, USER_FULL = 128, NET_FULL = 256,
	NO_UTS = 512, AGAIN = 1024, PID_DEEP = 2048, DESCRIPTORS = 4096,
	OWN_MOUNTS = 8192, OFF = 16384, FOREIGN = 32768, MODULE = 65536,
	NO_OTHERS = 131072, NO_CGROUP = 262144, ALONE = 524288,
	SITUATIONS = 20
};

/* The history: which bits came when. USER is in the list of refusals too. */
static const struct {
	int since;
	unsigned long bits;
} came[] = {
	{ V(2, 6, 16), THREAD | FS | SIGHAND | VM | FILES | SYSVSEM | NS },
	{ V(2, 6, 19), UTS | IPC },
	{ V(2, 6, 24), NET },
	{ V(3, 8, 0), USER | PID },
	{ V(4, 6, 0), CGROUP },
	{ V(5, 6, 0), TIME },
	{ V(7, 1, 0), EMPTY },
};

/* Refused if all of the situation is so, and none of `unless` asked for */
static const struct {
	int rank, since, until;
	unsigned long bits, unless;
	unsigned situation;
	int error;
} refused[] = {
	{ 0, V(3, 8, 0), NEVER, USER, 0, OFF | INCAPABLE, EPERM },
	{ 0, V(3, 8, 0), NEVER, USER, 0, OFF | USER_DEEP, EPERM },

	{ 20, V(4, 3, 0), NEVER, THREAD | SIGHAND | VM | USER, 0, THREADED,
		EINVAL },
	{ 20, V(4, 3, 0), NEVER, SIGHAND | VM, 0, HANDLERS, EINVAL },
	{ 20, V(4, 3, 0), NEVER, VM, 0, MEMORY, EINVAL },
	/* The process's memory stands for all three. */
	{ 20, V(2, 6, 39), V(4, 3, 0), THREAD | SIGHAND | VM, 0, MEMORY,
		EINVAL },
	{ 20, V(2, 6, 39), V(4, 3, 0), THREAD | SIGHAND | VM, 0, THREADED,
		EINVAL },
	{ 20, V(3, 8, 0), V(4, 3, 0), USER, 0, MEMORY, EINVAL },
	{ 20, V(3, 8, 0), V(4, 3, 0), USER, 0, THREADED, EINVAL },
	{ 20, V(3, 8, 0), V(3, 12, 0), PID, 0, MEMORY, EINVAL },
	{ 20, V(3, 8, 0), V(3, 12, 0), PID, 0, THREADED, EINVAL },
	/* Not implemented */
	{ 20, V(2, 6, 16), V(2, 6, 39), THREAD, 0, 0, EINVAL },
	{ 20, V(2, 6, 16), V(2, 6, 39), SIGHAND | VM, 0, THREADED, EINVAL },
	{ 30, V(2, 6, 16), V(2, 6, 19), NS, 0, INCAPABLE, EPERM },
	{ 30, V(2, 6, 19), V(2, 6, 22), NS, 0, INCAPABLE, EPERM },
	{ 40, V(2, 6, 16), V(2, 6, 39), SIGHAND | VM, 0, HANDLERS, EINVAL },
	{ 40, V(2, 6, 16), V(2, 6, 39), VM, 0, MEMORY, EINVAL },
	{ 50, V(2, 6, 16), NEVER, FILES, 0, DESCRIPTORS, EMFILE },
	{ 60, V(2, 6, 16), V(2, 6, 26), SYSVSEM, 0, 0, EINVAL },
	{ 70, V(2, 6, 19), V(2, 6, 23), UTS, 0, NO_UTS, EINVAL },
	{ 70, V(2, 6, 19), V(2, 6, 23), IPC, 0, NO_OTHERS, EINVAL },

	{ 80, V(2, 6, 23), V(2, 6, 29), USER, 0, INCAPABLE, EPERM },
	{ 85, V(2, 6, 23), NEVER, USER, 0, NO_OTHERS, EINVAL },
	{ 90, V(3, 11, 0), V(4, 9, 0), USER, 0, USER_DEEP, EUSERS },
	{ 90, V(4, 9, 0), NEVER, USER, 0, USER_DEEP, ENOSPC },
	{ 100, V(4, 9, 0), NEVER, USER, 0, USER_FULL, ENOSPC },
	{ 110, V(3, 9, 0), NEVER, USER, 0, CHROOTED, EPERM },
	{ 110, V(3, 8, 0), NEVER, USER, 0, UNMAPPED, EPERM },
	{ 120, V(6, 1, 0), NEVER, USER, 0, MODULE, EACCES },

	{ 130, V(2, 6, 19), NEVER, NAMED, USER, INCAPABLE, EPERM },
	{ 140, V(2, 6, 23), NEVER, UTS, 0, NO_UTS, EINVAL },
	{ 145, V(2, 6, 23), NEVER, IPC, 0, NO_OTHERS, EINVAL },
	{ 148, V(3, 8, 0), NEVER, PID, 0, NO_OTHERS, EINVAL },
	{ 150, V(3, 8, 0), NEVER, PID, 0, AGAIN, EINVAL },
	{ 150, V(4, 12, 0), NEVER, PID, 0, FOREIGN, EINVAL },
	{ 160, V(3, 8, 0), V(4, 9, 0), PID, 0, PID_DEEP, EINVAL },
	{ 160, V(4, 9, 0), NEVER, PID, 0, PID_DEEP, ENOSPC },
	{ 165, V(2, 6, 24), NEVER, NET, 0, NO_OTHERS, EINVAL },
	{ 170, V(4, 9, 0), NEVER, NET, 0, NET_FULL, ENOSPC },
	{ 180, V(5, 6, 0), NEVER, TIME, 0, NO_OTHERS, EINVAL },
};

static unsigned long known(int version)
{
	unsigned long bits = 0;
	size_t i;

	for (i = 0; i < COUNT(came); i++)
		if (version >= came[i].since)
			bits |= came[i].bits;
	if (version >= V(2, 6, 23) && version < V(2, 6, 29))
		bits |= USER;
	return bits;
}

static int expected_error(int version, unsigned long word, unsigned situation)
{
	int rank = 999, error = 0;
	size_t i;

	if (word & ~known(version) && version >= V(2, 6, 17)) {
		rank = 10;
		error = EINVAL;
	}
	word &= known(version);
	for (i = 0; i < COUNT(refused); i++) {
		if (version < refused[i].since || version >= refused[i].until ||
		    !(word & refused[i].bits) || word & refused[i].unless ||
		    (situation & refused[i].situation) !=
		    refused[i].situation || refused[i].rank >= rank)
			continue;
		/* A descriptor table that nobody shares is not copied. */
		if (refused[i].rank == 50 && situation & ALONE)
			continue;
		/* 2.6.16: nothing is done where nothing is shared. */
		if (refused[i].rank == 30 && version < V(2, 6, 19) &&
		    situation & OWN_MOUNTS)
			continue;
		rank = refused[i].rank;
		error = refused[i].error;
	}
	return error;
}

/* FS, FILES and SYSVSEM are shared, or are not. */
static unsigned long expected_renewal(int version, unsigned long word,
	unsigned situation)
{
	unsigned long renewed;

	word &= known(version);
	renewed = word & (FS | FILES | SYSVSEM | USER | (NAMED & ~EMPTY));
	if (word & EMPTY)
		renewed |= NS;
	if (renewed & NS || (word & USER && version >= V(3, 9, 0)))
		renewed |= FS;
	if (word & IPC && version >= V(2, 6, 26))
		renewed |= SYSVSEM;
	/* Not there to be unshared, and for once no error either */
	if (situation & NO_CGROUP)
		renewed &= ~CGROUP;
	/* Semaphore adjustments are given up in any case. */
	if (situation & ALONE)
		renewed &= ~FILES & ~(renewed & NS && version >= V(7, 0, 0) ?
			0 : FS);
	if (version < V(2, 6, 19) && situation & OWN_MOUNTS)
		renewed &= ~NS;
	return renewed;
}

static struct model_situation situate(int version, unsigned situation)
{
	struct model_situation s = plain(version);

	s.threaded = situation & THREADED;
	s.shared |= situation & ALONE ? 0 : FS | FILES | SYSVSEM;
	s.shared |= situation & HANDLERS ? SIGHAND : 0;
	s.shared |= situation & MEMORY ? VM : 0;
	if (situation & OWN_MOUNTS)
		s.shared &= ~NS;
	s.capable = !(situation & INCAPABLE);
	s.chrooted = situation & CHROOTED;
	s.unmapped = situation & UNMAPPED;
	s.user_level = situation & USER_DEEP ? 33 : 0;
	s.full = (situation & USER_FULL ? USER : 0) |
		(situation & NET_FULL ? NET : 0);
	s.built &= ~(situation & NO_UTS ? UTS : 0);
	s.built &= ~(situation & NO_CGROUP ? CGROUP : 0);
	s.built &= ~(situation & NO_OTHERS ? USER | IPC | PID | NET | TIME : 0);
	s.pid_again = situation & AGAIN;
	s.pid_foreign = situation & FOREIGN;
	/* One that is for the children is deeper. */
	s.pid_level = (situation & PID_DEEP ? 32 : 31) - s.pid_again;
	s.nr_open = 64;
	s.descriptors = situation & DESCRIPTORS ? 65 : 64;
	s.switched_off = situation & OFF;
	s.security = situation & MODULE ? EACCES : 0;
	return s;
}

static struct tally words, invariants;

/* What holds for any answer, whoever is right about the details */
static void look(int version, unsigned long word, unsigned situation,
	const struct model_answer *a)
{
	unsigned long never = ~(FS | FILES | SYSVSEM | USER | NAMED);
	bool fine = true;

	fine &= !a->error == (a->rule == MODEL_DONE);
	fine &= !a->error || !a->renewed;
	fine &= (a->flags & word) == word;
	fine &= !(a->renewed & (never | EMPTY));
	fine &= !(a->renewed & ~SYSVSEM & ~a->flags);
	fine &= word || !a->error;
	fine &= model_text(a->rule) != NULL;
	if (version >= V(4, 3, 0)) {
		if (word & USER)
			fine &= (a->flags & (THREAD | FS)) == (THREAD | FS);
		if (word & VM)
			fine &= (a->flags & (SIGHAND | THREAD)) ==
				(SIGHAND | THREAD);
		fine &= !(word & NS) || a->flags & FS;
	}
	/* An unknown bit comes before all but the distribution's switch. */
	if (word & ~model_mask(version) && a->rule != MODEL_SWITCHED_OFF)
		fine &= a->error == EINVAL && a->rule == MODEL_UNKNOWN &&
			a->flag == (word & ~model_mask(version));
	invariants.compared++;
	if (!fine)
		differ(&invariants, "version %d, word %#lx, situation %#x: %d "
			"by rule %d, renewed %#lx", version, word, situation,
			a->error, a->rule, a->renewed);
}

static void compare(const struct model_situation *s, unsigned long word,
	unsigned situation)
{
	static struct arena arena;
	int error = expected_error(s->version, word, situation);
	unsigned long renewal = error ? 0 :
		expected_renewal(s->version, word, situation);
	struct model_answer a;

	arena.used = 0;
	if (model_ask(s, word, &from_arena, &arena, &a))
		differ(&words, "no memory");
	words.compared++;
	if (a.error != error || a.renewed != renewal)
		differ(&words, "version %d, word %#lx, situation %#x: error %d "
			"for %d, renewed %#lx for %#lx, by \"%s\"", s->version,
			word, situation, a.error, error, a.renewed, renewal,
			model_text(a.rule));
	look(s->version, word, situation, &a);
}

/* Words of at most so many of the bits */
static void up_to(unsigned most, unsigned long bits, int version,
	unsigned situation)
{
	struct model_situation s = situate(version, situation);
	unsigned long i, j, k;

	compare(&s, 0, situation);
	for (i = bits; i; i &= i - 1) {
		compare(&s, i & -i, situation);
		for (j = i & (i - 1); most > 1 && j; j &= j - 1) {
			compare(&s, (i & -i) | (j & -j), situation);
			for (k = j & (j - 1); most > 2 && k; k &= k - 1)
				compare(&s, (i & -i) | (j & -j) | (k & -k),
					situation);
		}
	}
}

/* What a program is told of the bits themselves */
static void each_bit(void)
{
	struct tally tally = { 0, 0 };
	unsigned long bit;
	size_t i;

	for (bit = 1; bit; bit <<= 1) {
		for (i = 0; i < versions_count; i++) {
			int v = versions[i], since = model_since(v, bit);
			bool takes = known(v) & bit;

			tally.compared++;
			if (takes != (since && v >= since) ||
			    (v >= V(2, 6, 17) ? takes : true) !=
			    !!(model_mask(v) & bit))
				differ(&tally, "bit %#lx, version %d", bit, v);
		}
	}
	ok(!tally.differing, "each bit has a first version",
		"%lu bits and versions compared", tally.compared);
}

/*
 * All words of an int on their own; in each situation, words of the bits that
 * any version takes, and of two that none does; and fewer of these in each
 * pair of situations, in every fourth version, which are from all eras. The
 * number of bits of the longest words may be given.
 */
int main(int argc, char **argv)
{
	unsigned most = argc > 1 ? (unsigned)atoi(argv[1]) : 3;
	unsigned fewer = most > 2 ? most - 1 : most;
	unsigned long some = known(V(7, 2, 0)) | 0x80000000UL | 1;
	size_t v;
	unsigned i, j;

	for (v = 0; v < versions_count; v++) {
		up_to(most, 0xffffffffUL, versions[v], 0);
		up_to(fewer, ~0UL, versions[v], 0);
		for (i = 0; i < SITUATIONS; i++) {
			up_to(most, some, versions[v], 1U << i);
			for (j = 0; j < i && v % 4 == 1; j++)
				up_to(fewer, some, versions[v],
					1U << i | 1U << j);
		}
		up_to(1, ~0UL, versions[v], (1U << SITUATIONS) - 1);
	}
	ok(!words.differing, "every word of up to three bits is answered as "
		"the tables say", "%lu words, versions and situations, "
		"%lu differ", words.compared, words.differing);
	ok(!invariants.differing, "what must hold for every answer holds",
		"%lu answers, %lu differ", invariants.compared,
		invariants.differing);
	each_bit();
	return done();
}
