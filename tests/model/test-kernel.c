/* SPDX-License-Identifier: MIT */
/*
 * The model against the kernel that runs: all 2^14 combinations of the bits of
 * the mask, each in a child that shares descriptors, directories and semaphore
 * adjustments with its parent; alone and with a second thread, as an
 * administrator and as a user. Then words of up to three bits in situations
 * that few programs are ever in.
 *
 *   test-kernel [SCENARIO...]
 *
 * The parent compares the child's namespaces with its own, as /proc has them,
 * and what they still share, by kcmp(2). Everything happens in children and
 * their namespaces; they are killed with whoever made them.
 */
#include "testing.h"
#include "scenarios.h"
#include "system.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/kcmp.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define WORKERS 4		/* half of the time is spent waiting */
#define BATCH 64
#define STACK 16384

static const unsigned long bits[] = {
	CLONE_NEWTIME, CLONE_VM, CLONE_FS, CLONE_FILES, CLONE_SIGHAND,
	CLONE_THREAD, CLONE_NEWNS, CLONE_SYSVSEM, CLONE_NEWCGROUP,
	CLONE_NEWUTS, CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET,
	UNSHARE_EMPTY_MNTNS,	/* with at most two others */
};
#define UNEXPECTED 1UL		/* no flag does that */

/* What all processes of this test see */
static struct common {
	atomic_ulong compared, differing, granted, children, effects;
	struct {
		unsigned long word[BATCH];
		int error[BATCH];
		unsigned count;
		atomic_int called;
	} work[WORKERS];
} *common;
static int worker;
static char child_stack[STACK] __attribute__((aligned(16)));
static char thread_stack[STACK] __attribute__((aligned(16)));

static int idle(void *unused)
{
	(void)unused;
	for (;;)
		pause();
	return 0;
}

/* What a child does: alone in its memory, or in ours, so no libc in it. */
static const struct scenario *current;

static int child(void *unused)
{
	atomic_int *called = &common->work[worker].called;
	unsigned i;

	(void)unused;
	if (current->threaded && clone(idle, thread_stack + STACK, ALIKE |
	    CLONE_THREAD | SHARED, NULL) < 0)
		die("clone of a thread");
	if (current->in_child)
		current->in_child();
	for (i = 0; i < common->work[worker].count; i++)
		common->work[worker].error[i] = syscall(SYS_unshare,
			common->work[worker].word[i]) ? errno : 0;
	atomic_store(called, 1);
	syscall(SYS_futex, called, 1 /* FUTEX_WAKE */, 1, NULL, NULL, 0);
	for (;;)
		pause();
	return 0;
}

static int ns_directory(long pid)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/%ld/ns", pid);
	return open(path, O_PATH | O_DIRECTORY);
}

static ssize_t ns_link(int directory, const char *name, char *text, size_t size)
{
	ssize_t length = readlinkat(directory, name, text, size - 1);

	text[length < 0 ? 0 : length] = '\0';
	return length;
}

/* What the child no longer has in common with this process */
static unsigned long effect(long pid, unsigned long *looked_at)
{
	static const struct {
		int type;
		unsigned long flag;
	} kinds[] = {
		{ KCMP_FS, CLONE_FS }, { KCMP_FILES, CLONE_FILES },
		{ KCMP_SYSVSEM, CLONE_SYSVSEM },
	};
	static char mine[16][64];	/* they do not change */
	char theirs[64];
	int directory = ns_directory(pid), own = ns_directory(getpid());
	unsigned long flags = 0;
	size_t i;
	long result;

	*looked_at = 0;
	for (i = 0; i < ns_names_count; i++) {
		/* One that has no process yet has no name: ENOENT. */
		if (!mine[i][0] && ns_link(own, ns_names[i].name, mine[i],
		    sizeof(mine[i])) < 0)
			continue;
		if (ns_link(directory, ns_names[i].name, theirs,
		    sizeof(theirs)) < 0 && errno != ENOENT)
			continue;
		*looked_at |= ns_names[i].flag;
		if (strcmp(mine[i], theirs))
			flags |= ns_names[i].flag ? ns_names[i].flag :
				UNEXPECTED;
	}
	close(directory);
	close(own);
	for (i = 0; i < COUNT(kinds); i++) {
		result = syscall(SYS_kcmp, getpid(), pid, kinds[i].type, 0, 0);
		/* What was not shared before says nothing. */
		if (result < 0 || !(current->clone_flags & kinds[i].flag))
			continue;
		*looked_at |= kinds[i].flag;
		if (result)
			flags |= kinds[i].flag;
	}
	return flags;
}

/* The words of a batch in one child, and what they did to it altogether */
static void try(unsigned long renewed)
{
	unsigned long seen = 0, looked_at = 0;
	atomic_int *called = &common->work[worker].called;
	long pid;

	atomic_store(called, 0);
	/* A process of its own, or one in our memory, on another stack */
	if (current->clone_flags & CLONE_VM)
		pid = clone(child, child_stack + STACK, current->clone_flags |
			SIGCHLD, NULL);
	else
		pid = fork_with(current->clone_flags);
	if (pid < 0)
		die("clone");
	if (pid == 0)
		child(NULL);
	while (!atomic_load(called))
		syscall(SYS_futex, called, 0 /* FUTEX_WAIT */, 0, NULL, NULL,
			0);
	if (!current->blind)
		seen = effect(pid, &looked_at);
	renewed |= current->before;
	kill((pid_t)pid, SIGKILL);
	waitpid((pid_t)pid, NULL, 0);
	atomic_fetch_add(&common->children, 1);
	atomic_fetch_add(&common->effects, looked_at != 0);
	if (seen == (renewed & looked_at))
		return;
	if (atomic_fetch_add(&common->differing, 1) < 5)
		fprintf(stderr, "# %s: word %#lx: unshared %#lx, not %#lx\n",
			current->name, common->work[worker].word[0], seen,
			renewed & looked_at);
}

static int expected;

static void flush(unsigned long renewed)
{
	unsigned i, count = common->work[worker].count;
	const int *error = common->work[worker].error;

	if (count)
		try(renewed);
	for (i = 0; i < count; i++) {
		atomic_fetch_add(&common->compared, 1);
		atomic_fetch_add(&common->granted, !error[i]);
		if (error[i] == expected)
			continue;
		if (atomic_fetch_add(&common->differing, 1) < 5)
			fprintf(stderr, "# %s: word %#lx: error %d, not %d\n",
				current->name, common->work[worker].word[i],
				error[i], expected);
	}
	common->work[worker].count = 0;
}

/*
 * A word that the model grants has a child to itself. Those that it refuses
 * share one, while they are refused for the same reason: it must be as before
 * after all of them.
 */
static void consider(unsigned long word)
{
	static struct arena arena;
	struct model_answer answer;
	unsigned *count = &common->work[worker].count;

	arena.used = 0;
	model_ask(&situation, word, &from_arena, &arena, &answer);
	if (!answer.error || answer.error != expected || *count == BATCH)
		flush(0);
	expected = answer.error;
	common->work[worker].word[(*count)++] = word;
	if (!answer.error)
		flush(answer.renewed);
}

static bool few(unsigned index, unsigned most)
{
	unsigned count = 0;

	for (; index; index &= index - 1)
		count++;
	return count <= most;
}

/*
 * Every fourth word for each of the workers; and, where all of the mask are
 * tried, each of the other bits together with each bit.
 */
static void work(const struct scenario *s)
{
	unsigned index, count = 0;
	unsigned long word;
	const char *reason;
	size_t i;

	alarm(110);
	current = s;
	if (s->prepare) {
		reason = s->prepare();
		if (reason) {
			fprintf(stderr, "# %s: %s (%s)\n", s->name, reason,
				strerror(errno));
			_exit(77);
		}
	}
	situation.threaded = s->threaded;
	situation.shared = CLONE_NEWNS | (s->clone_flags & (SHARED | ALIKE));
	for (index = 0; index < 1U << COUNT(bits); index++) {
		for (word = 0, i = 0; i < COUNT(bits); i++)
			if (index >> i & 1)
				word |= bits[i];
		if (few(index, word & UNSHARE_EMPTY_MNTNS && s->up_to > 3 ? 3 :
		    s->up_to) && count++ % WORKERS == (unsigned)worker)
			consider(word);
	}
	for (index = 0; s->up_to == ALL && index < 8 * sizeof(word); index++) {
		if (index % WORKERS == (unsigned)worker &&
		    ~model_mask(situation.version) >> index & 1)
			for (word = 1; word; word <<= 1)
				consider(word | 1UL << index);
	}
	flush(0);
	_exit(0);
}

static void run(const struct scenario *s)
{
	long pids[WORKERS];
	int status, ended = 0, unable = 0;
	char name[128];

	if (prctl(PR_GET_SECCOMP) == 2) {
		snprintf(name, sizeof(name), "%s # SKIP a seccomp filter",
			s->name);
		ok(true, name, "it may answer in the kernel's place");
		return;
	}
	memset(common, 0, sizeof(*common));
	for (worker = 0; worker < WORKERS; worker++) {
		pids[worker] = fork_with(0);
		if (pids[worker] == 0)
			work(s);
	}
	for (worker = 0; worker < WORKERS; worker++) {
		waitpid((pid_t)pids[worker], &status, 0);
		ended += WIFEXITED(status) && WEXITSTATUS(status) == 0;
		unable += WIFEXITED(status) && WEXITSTATUS(status) == 77;
	}
	/* Whoever is left by them comes to this process, and must end. */
	while (waitpid(-1, NULL, 0) > 0)
		;
	if (unable == WORKERS) {
		snprintf(name, sizeof(name), "%s # SKIP not possible here",
			s->name);
		ok(true, name, "see above");
		return;
	}
	ok(ended == WORKERS && !common->differing && common->compared, s->name,
		"%lu words compared, %lu granted; %lu children, effects seen "
		"in %lu; %lu differ", common->compared, common->granted,
		common->children, common->effects, common->differing);
}

int main(int argc, char **argv)
{
	size_t i;
	int j;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	alarm(120);
	common = mmap(NULL, sizeof(*common), PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (common == MAP_FAILED)
		die("mmap");
	for (i = 0; i < scenarios_count; i++) {
		for (j = 1; j < argc && strcmp(argv[j], scenarios[i].name); j++)
			;
		if (argc == 1 || j < argc)
			run(&scenarios[i]);
	}
	return done();
}
