/* SPDX-License-Identifier: MIT */
/*
 * The words of each scenario: what the kernel answers in a fresh child, and
 * what that did to it, against the model. A word that the model grants has a
 * child to itself. Those that it refuses share one, while they are refused for
 * the same reason: it must be as before after all of them.
 */
#include "specification.h"

#define WORKERS 4		/* half of the time is spent waiting */

static const unsigned long bits[] = {
	CLONE_NEWTIME, CLONE_VM, CLONE_FS, CLONE_FILES, CLONE_SIGHAND,
	CLONE_THREAD, CLONE_NEWNS, CLONE_SYSVSEM, CLONE_NEWCGROUP,
	CLONE_NEWUTS, CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET,
	UNSHARE_EMPTY_MNTNS,	/* with at most two others */
};

/* What all processes of this test see */
static struct common {
	struct trial trial[WORKERS];
	struct tally tally[WORKERS];
	const char *unable[WORKERS];
} *common;
static unsigned worker, workers;
static const struct scenario *current;
static struct model_answer expected;

static void compare(unsigned long word, int error)
{
	struct tally *tally = &common->tally[worker];

	tally->compared++;
	tally->granted += !error;
	if (error == expected.error ||
	    !differs(tally, current->name, word))
		return;
	put("error ");
	put_number(error);
	put(", not ");
	put_number(expected.error);
	put(": ");
	put(model_text(expected.rule));
	end_line();
}

/* The words so far, in one child */
static void flush(void)
{
	struct trial *trial = &common->trial[worker];
	struct tally *tally = &common->tally[worker];
	unsigned long renewed = expected.renewed | current->before, wrong;
	unsigned i;
	int refused;

	if (!trial->count)
		return;
	refused = try(trial);
	CHECK(refused == 0, refused);
	for (i = 0; i < trial->count; i++)
		compare(trial->word[i], trial->error[i]);
	tally->children++;
	tally->effects += (trial->links.looked_at |
		trial->compared.looked_at | trial->acts.looked_at) != 0;
	wrong = wrong_effects(trial, renewed);
	if (wrong && differs(tally, current->name, trial->word[0])) {
		put("unshared should be ");
		put_hex(renewed);
		put(", wrong are ");
		put_hex(wrong);
		end_line();
	}
	trial->count = 0;
}

static void consider(unsigned long word)
{
	struct trial *trial = &common->trial[worker];
	struct model_answer answer;

	ask(&situation, word, &answer);
	if (!answer.error || answer.error != expected.error ||
	    trial->count == BATCH)
		flush();
	expected = answer;
	trial->word[trial->count++] = word;
	if (!answer.error)
		flush();
}

static bool few(unsigned index, unsigned most)
{
	unsigned count = 0;

	for (; index; index &= index - 1)
		count++;
	return count <= most;
}

static unsigned long word_of(unsigned index)
{
	unsigned long word = 0;
	size_t i;

	for (i = 0; i < COUNT(bits); i++)
		if (index >> i & 1)
			word |= bits[i];
	return word;
}

/*
 * Words of neighbouring numbers have most bits in common. What QEMU user mode
 * passes on to its kernel is seen with some of the pairs.
 */
static bool drawn(unsigned index)
{
	unsigned sparse = few(index, 2) ? fewer / 2 : fewer;

	if (few(index, emulated ? 1 : 2))
		return true;
	return !(index * 2654435761U >> 16 & ((1U << sparse) - 1));
}

/* QEMU user mode drops what is above an int. */
static unsigned width(void)
{
	return emulated ? 32 : 8 * sizeof(unsigned long);
}

/* The workers take the words in turn. */
static void combinations(void)
{
	unsigned index, most, turn = 0;
	unsigned long word;

	for (index = 0; index < 1U << COUNT(bits); index++) {
		word = word_of(index);
		most = word & UNSHARE_EMPTY_MNTNS && current->up_to > 3 ? 3 :
			current->up_to;
		if (!few(index, most) || !drawn(index))
			continue;
		if (turn == worker)
			consider(word);
		turn = turn + 1 < workers ? turn + 1 : 0;
	}
}

/* Each bit that is not in the mask together with each bit */
static void unknown(void)
{
	unsigned long mask = model_mask(situation.version);
	unsigned bit, other;

	for (bit = worker; bit < width(); bit += workers)
		for (other = 0; ~mask >> bit & 1 && other < width(); other++)
			consider(1UL << bit | 1UL << other);
}

static void each_bit(void)
{
	unsigned bit;

	if (worker)
		return;
	consider(0);
	for (bit = 0; bit < width(); bit++)
		consider(1UL << bit);
}

static void work(void)
{
	struct trial *trial = &common->trial[worker];

	rt_alarm(600);
	effects_begin();
	common->unable[worker] = current->prepare();
	if (common->unable[worker])
		rt_exit(77);
	effects_begin();
	trial->clone_flags = emulated ? RT_THREAD_FLAGS : current->clone_flags;
	trial->in_child = current->in_child;
	trial->blind = current->blind;
	situation.threaded = trial->clone_flags & CLONE_THREAD;
	situation.shared = CLONE_NEWNS | (trial->clone_flags &
		(SHARED | ALIKE) & ~current->before);
	if (current->up_to == EACH)
		each_bit();
	else
		combinations();
	if (current->up_to == ALL)
		unknown();
	flush();
	rt_exit(0);
}

static void run(void)
{
	static const struct tally zero;
	struct tally sum = zero;
	long pids[WORKERS];
	unsigned ended = 0, unable = 0;
	int status;

	memset(common, 0, sizeof(*common));
	/* QEMU user mode spends it on translating, in each worker anew. */
	workers = emulated ? 1 : WORKERS;
	for (worker = 0; worker < workers; worker++) {
		pids[worker] = rt_fork(0);
		CHECK(pids[worker] >= 0, pids[worker]);
		if (pids[worker] == 0)
			work();
	}
	for (worker = 0; worker < workers; worker++) {
		status = (int)rt_wait(pids[worker]);
		ended += status == 0;
		unable += status == 77;
		sum.compared += common->tally[worker].compared;
		sum.granted += common->tally[worker].granted;
		sum.children += common->tally[worker].children;
		sum.effects += common->tally[worker].effects;
		sum.differing += common->tally[worker].differing;
	}
	/* The children of one that is gone end too. */
	reap();
	if (unable == workers)
		skip(current->name, common->unable[0]);
	else
		report(current->name, &sum, ended == workers);
}

void test_combinations(void)
{
	common = rt_map(sizeof(*common), 1);
	CHECK(common, 0);
	for (current = scenarios; current < scenarios + scenarios_count;
	    current++) {
		if (!wanted(current->name))
			continue;
		if (emulated && !current->threads)
			skip(current->name, "QEMU user mode: the emulator "
				"is a thread of the process");
		else
			run();
	}
}
