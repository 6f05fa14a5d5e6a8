/* SPDX-License-Identifier: MIT */
/*
 * mutate SEED COUNT DIRECTORY READER LIST
 * damages ELF files, and holds abicheck-elf to what it may say of them
 *
 * LIST has a line for each file: PATH ABI RANGES, where RANGES is a file that
 * corpus/ranges made, or /dev/null. COUNT damaged files are made of them in
 * turn, by pseudo-random numbers that follow from SEED, as DIRECTORY/mutant;
 * READER --abi ABI reads each. It must end by itself in ten seconds with status
 * 0 and rows, or with 2, no rows and one line on stderr; no promise may hold
 * whose bytes are not those of the undamaged file.
 *
 * Prints the Test Anything Protocol: one test for each of these, the number of
 * the mutant in a diagnostic, and figures. A mutant that shows a fault is kept
 * as DIRECTORY/mutant-fault-N. Status 0 if all passed.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_FILES 400
#define MOST_RANGES 24
#define MOST_BYTES (16 << 20)
#define LIMIT 10	/* seconds */

struct range {
	char promise[16];
	unsigned long offset;
	unsigned length;
	unsigned char mask[40];
};
struct file {
	char path[400], abi[40];
	unsigned char *bytes;
	size_t size;
	struct range ranges[MOST_RANGES];
	unsigned count;
};
static struct file files[MOST_FILES];
static unsigned file_count;

enum fault { CRASH, HANG, WORDS, FALSE_HOLD, FAULTS };
static const char *const fault_names[FAULTS] = {
	"no mutant ends the reader by a signal or a sanitizer",
	"no mutant keeps it for ten seconds",
	"each answer is rows, or one line and status 2",
	"no promise holds whose bytes are damaged",
};
static unsigned long faults[FAULTS], readable, unreadable, held, destroyed;
static uint64_t state;
static char mutant_path[500], out[1 << 16], err[1 << 14];

static void die(const char *what)
{
	fprintf(stderr, "mutate: %s: %s\n", what, strerror(errno));
	exit(1);
}

/* xorshift64*, so that a seed means the same everywhere */
static uint64_t random64(void)
{
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return state * 0x2545f4914f6cdd1dull;
}

static size_t below(size_t n)
{
	return n ? (size_t)(random64() % n) : 0;
}

static unsigned char *slurp(const char *path, size_t *size)
{
	FILE *f = fopen(path, "rb");
	unsigned char *bytes = malloc(MOST_BYTES);

	if (!f || !bytes)
		die(path);
	*size = fread(bytes, 1, MOST_BYTES, f);
	fclose(f);
	return bytes;
}

static void read_ranges(struct file *file, const char *path)
{
	FILE *f = fopen(path, "r");
	char hex[100];
	struct range *r;
	unsigned i;

	if (!f)
		die(path);
	while (file->count < MOST_RANGES) {
		r = &file->ranges[file->count];
		if (fscanf(f, "%15s %lu %79s", r->promise, &r->offset, hex)
		    != 3)
			break;
		r->length = (unsigned)strlen(hex) / 2;
		for (i = 0; i < r->length; i++)
			sscanf(hex + 2 * i, "%2hhx", &r->mask[i]);
		file->count++;
	}
	fclose(f);
}

/* Numbers that are apt to be taken for another, or to overflow */
static uint64_t extreme(size_t size)
{
	const uint64_t few[] = { 0, 1, 2, 0x7f, 0xff, 0x7fff, 0x8000, 0xffff,
		0x7fffffff, 0x80000000, 0xfffffff0, 0xffffffff, size, size - 1,
		size + 1, INT64_MAX, 1ull << 63, ~0ull, ~0ull - size };

	return below(3) ? few[below(sizeof(few) / sizeof(few[0]))] :
		random64();
}

static uint64_t get(const unsigned char *at, unsigned n, int big)
{
	uint64_t number = 0;
	unsigned i;

	for (i = 0; i < n; i++)
		number = number << 8 | at[big ? i : n - 1 - i];
	return number;
}

static void put(unsigned char *at, uint64_t number, unsigned n, int big)
{
	unsigned i;

	for (i = 0; i < n; i++)
		at[big ? n - 1 - i : i] = (unsigned char)(number >> (8 * i));
}

static void set_field(unsigned char *bytes, size_t size, size_t at)
{
	unsigned n = 1u << below(4);

	if (at + n <= size)
		put(bytes + at, extreme(size), n, size > 5 && bytes[5] == 2);
}

/* One entry of the section or the program headers */
static void damage_header(unsigned char *bytes, size_t size, int sections)
{
	int wide = size > 64 && bytes[4] == 2, big = size > 64 && bytes[5] == 2;
	unsigned where = sections ? (wide ? 40 : 32) : (wide ? 32 : 28);
	unsigned entry = sections ? (wide ? 64 : 40) : (wide ? 56 : 32);
	unsigned total;
	uint64_t start;

	if (size < 64)
		return;
	start = get(bytes + where, wide ? 8 : 4, big);
	total = (unsigned)get(bytes + (wide ? 56 : 44) + (sections ? 4 : 0), 2,
		big);
	set_field(bytes, size, (size_t)start + entry * below(total) +
		4 * below(entry / 4));
}

static size_t mutate(unsigned char *bytes, size_t size, const struct file *f)
{
	const struct range *r = &f->ranges[below(f->count)];
	size_t at = below(size), other = below(size), n = below(64), where;

	switch (below(12)) {
	case 0:
		bytes[at] ^= (unsigned char)(1u << below(8));
		break;
	case 1:
		bytes[at] = (unsigned char)extreme(size);
		break;
	case 2:
		return below(4) ? size : at;
	case 3:
		set_field(bytes, size, below(64));
		break;
	case 4:
	case 5:
		damage_header(bytes, size, 1);
		break;
	case 6:
		damage_header(bytes, size, 0);
		break;
	case 7:
		memset(bytes + at, 0, n < size - at ? n : size - at);
		break;
	case 8:
		n = n < size - at ? n : size - at;
		memmove(bytes + at, bytes + other,
			n < size - other ? n : size - other);
		break;
	case 9:		/* what is near a promise: entries, headers, strings */
		where = r->offset + below(48);
		if (f->count && where >= 16 && where - 16 < size)
			set_field(bytes, size, where - 16);
		break;
	default:	/* the promise itself */
		where = f->count ? r->offset + below(r->length) : size;
		if (where < size)
			bytes[where] ^= (unsigned char)(1u << below(8));
	}
	return size;
}

static int intact(const struct file *f, const unsigned char *bytes,
	size_t size, const char *promise)
{
	const struct range *r;
	unsigned i;

	for (r = f->ranges; r < f->ranges + f->count; r++) {
		if (strcmp(r->promise, promise) != 0)
			continue;
		if (r->offset + r->length > size)
			return 0;
		for (i = 0; i < r->length; i++)
			if ((bytes[r->offset + i] ^ f->bytes[r->offset + i]) &
			    r->mask[i])
				return 0;
	}
	return 1;
}

static size_t drain(int fd, char *buffer, size_t size, size_t used)
{
	char rest[4096];
	ssize_t n = read(fd, used < size - 1 ? buffer + used : rest,
		used < size - 1 ? size - 1 - used : sizeof(rest));

	if (n <= 0)
		return (size_t)-1;
	return used < size - 1 ? used + (size_t)n : used;
}

/* vfork is quick, however much memory the files take. */
static pid_t start(char **arguments, int pipes[2][2])
{
	const struct rlimit limit = { LIMIT, LIMIT + 1 };
	pid_t child = vfork();

	if (child < 0)
		die("fork");
	if (child == 0) {
		dup2(pipes[0][1], 1);
		dup2(pipes[1][1], 2);
		close(pipes[0][0]);
		close(pipes[0][1]);
		close(pipes[1][0]);
		close(pipes[1][1]);
		setrlimit(RLIMIT_CPU, &limit);
		alarm(3 * LIMIT);
		execv(arguments[0], arguments);
		_exit(127);
	}
	return child;
}

/* The reader's status as of wait(2), or -1 if it did not end in time */
static int run(char *reader, const char *abi)
{
	char *arguments[] = { reader, "--abi", (char *)abi, mutant_path, 0 };
	struct pollfd fds[2];
	size_t used[2] = { 0, 0 }, got;
	int pipes[2][2], i, status, open_ends = 2;
	char *buffers[2] = { out, err };
	const size_t sizes[2] = { sizeof(out), sizeof(err) };
	pid_t child;

	if (pipe(pipes[0]) || pipe(pipes[1]))
		die("pipe");
	child = start(arguments, pipes);
	for (i = 0; i < 2; i++) {
		close(pipes[i][1]);
		fds[i].fd = pipes[i][0];
		fds[i].events = POLLIN;
	}
	while (open_ends && poll(fds, 2, -1) >= 0)
		for (i = 0; i < 2; i++) {
			if (fds[i].fd < 0 || !fds[i].revents)
				continue;
			got = drain(fds[i].fd, buffers[i], sizes[i], used[i]);
			if (got != (size_t)-1) {
				used[i] = got;
				continue;
			}
			close(fds[i].fd);
			fds[i].fd = -1;
			open_ends--;
		}
	out[used[0]] = err[used[1]] = 0;
	if (waitpid(child, &status, 0) != child)
		die("wait");
	if (WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU ||
	    WTERMSIG(status) == SIGALRM))
		return -1;
	return status;
}

static void complain(enum fault fault, unsigned long number,
	const struct file *f, const char *what)
{
	char kept[560];

	faults[fault]++;
	snprintf(kept, sizeof(kept), "%s-fault-%lu", mutant_path, number);
	printf("# mutant %lu of %s: %s; kept as %s\n", number, f->path, what,
		kept);
	link(mutant_path, kept);
}

static void check_rows(const struct file *f, const unsigned char *bytes,
	size_t size, unsigned long number)
{
	char *row, *next, *field[6];
	unsigned i;

	for (row = out; *row; row = next) {
		next = strchr(row, '\n');
		if (!next) {
			complain(WORDS, number, f, "half a row");
			return;
		}
		*next++ = 0;
		for (i = 0; i < 6 && row; i++)
			field[i] = strsep(&row, "\t");
		if (i < 6 || row) {
			complain(WORDS, number, f, "no row");
			return;
		}
		if (!intact(f, bytes, size, field[1]))
			destroyed++;
		if (strcmp(field[4], "holds") != 0)
			continue;
		held++;
		if (!intact(f, bytes, size, field[1]))
			complain(FALSE_HOLD, number, f, field[1]);
	}
}

static void judge(const struct file *f, const unsigned char *bytes,
	size_t size, int status, unsigned long number)
{
	char *newline = strchr(err, '\n');

	if (status == -1) {
		complain(HANG, number, f, "no answer in time");
	} else if (!WIFEXITED(status) || strstr(err, "Sanitizer") ||
	    strstr(err, "runtime error")) {
		complain(CRASH, number, f, err);
	} else if (WEXITSTATUS(status) == 0 && !*err && *out) {
		readable++;
		check_rows(f, bytes, size, number);
	} else if (WEXITSTATUS(status) == 2 && !*out && newline &&
	    !newline[1]) {
		unreadable++;
	} else {
		complain(WORDS, number, f, "neither rows nor one line");
	}
}

static void load(const char *path)
{
	FILE *list = fopen(path, "r");
	char ranges[400];
	struct file *f = files;

	if (!list)
		die(path);
	while (file_count < MOST_FILES && fscanf(list, "%399s %39s %399s",
	    f->path, f->abi, ranges) == 3) {
		f->bytes = slurp(f->path, &f->size);
		read_ranges(f, ranges);
		f++;
		file_count++;
	}
	fclose(list);
	if (!file_count) {
		fprintf(stderr, "mutate: no files in the list\n");
		exit(1);
	}
}

static void write_mutant(const unsigned char *bytes, size_t size)
{
	int fd;

	unlink(mutant_path);
	fd = open(mutant_path, O_WRONLY | O_CREAT | O_EXCL, 0600);
	if (fd < 0 || write(fd, bytes, size) != (ssize_t)size || close(fd))
		die(mutant_path);
}

int main(int argc, char **argv)
{
	unsigned char *bytes = malloc(MOST_BYTES);
	unsigned long number, count, i, times;
	const struct file *f;
	size_t size;

	if (argc != 6 || !bytes) {
		fprintf(stderr,
			"usage: mutate SEED COUNT DIRECTORY READER LIST\n");
		return 1;
	}
	state = strtoull(argv[1], 0, 10) * 2 + 1;
	count = strtoul(argv[2], 0, 10);
	snprintf(mutant_path, sizeof(mutant_path), "%s/mutant", argv[3]);
	load(argv[5]);
	for (number = 1; number <= count; number++) {
		f = &files[(number - 1) % file_count];
		memcpy(bytes, f->bytes, f->size);
		size = f->size;
		times = 1 + below(3);
		for (i = 0; i < times && size; i++)
			size = mutate(bytes, size, f);
		write_mutant(bytes, size);
		judge(f, bytes, size, run(argv[4], f->abi), number);
	}
	unlink(mutant_path);
	for (i = 0; i < FAULTS; i++)
		printf("%s %lu - %s\n", faults[i] ? "not ok" : "ok", i + 1,
			fault_names[i]);
	printf("%s %d - some are readable, some not, and some are destroyed\n",
		readable && unreadable && destroyed ? "ok" : "not ok",
		FAULTS + 1);
	printf("1..%d\n", FAULTS + 1);
	printf("# seed %s: %lu mutants of %u files; %lu read, of which %lu "
		"promises held and %lu were destroyed; %lu refused\n",
		argv[1], count, file_count, readable, held, destroyed,
		unreadable);
	return faults[CRASH] || faults[HANG] || faults[WORDS] ||
		faults[FALSE_HOLD] || !readable || !unreadable || !destroyed;
}
