/* SPDX-License-Identifier: MIT */
/*
 * Every flag word: what unshare() answers, held against the model's answer for
 * that word in this process's situation.
 *
 *   words FIRST LAST		all from the one to the other
 *   words -			such ranges, read from standard input: lines
 *				of 22 bytes, 0x00000000 0x00ffffff. Processes
 *				that share the open file share the work.
 *   words sample [SEED [COUNT [BITS]]]
 *				all words of up to BITS (3) bits, and COUNT
 *				(1000000) others, drawn from SEED (1)
 *
 * Numbers as C has them, up to 0xffffffff. Speaks TAP: a test for every 2^24
 * words, before which stand the first few that differ and
 *
 *   # 0x10000000 to 0x10ffffff: 16777216 compared, 256 in children, 0 differ
 *
 * Status: 0 if all are as the model says, 1 if not, 2 for a bad argument.
 *
 * A word that the model refuses is tried right here. If it is granted, this is
 * no longer the process that the model was asked about, and the test ends. A
 * word that the model grants is tried in a child, which ends with it.
 */
#include "../rt.h"
#include "../model/look.h"
#include "../model/system.h"
#include "oracle.h"

#define BLOCK 0x1000000U
#define SHOWN 5			/* of the words that differ, in a test */
#define STRANGE 12345		/* no errno */
#define LINE 22

static unsigned first, last, seed = 1, drawn = 1000000, bits = 3;
static struct {
	unsigned compared, children, differing;
} count;

/*
 * The runtime's has one for each thread, and asks the kernel which that is: it
 * takes as long as the call does. There is one thread here (ld's --wrap).
 */
int *__wrap___errno_location(void);
int *__wrap___errno_location(void)
{
	static int number;

	return &number;
}

/* 0x and eight digits, and the 0 behind them */
static char *hexadecimal(char *to, unsigned word)
{
	int shift;

	*to++ = '0';
	*to++ = 'x';
	for (shift = 28; shift >= 0; shift -= 4)
		*to++ = "0123456789abcdef"[word >> shift & 15];
	*to = 0;
	return to;
}

static const char *current;		/* the test */

static void summary(void)
{
	put("# ");
	put(current);
	put(": ");
	put_number((long)count.compared);
	put(" compared, ");
	put_number((long)count.children);
	put(" in children, ");
	put_number((long)count.differing);
	put(" differ");
	end_line();
}

static void show(unsigned word, int result, int number,
	const struct model_answer *answer)
{
	if (count.differing >= SHOWN)
		return;
	put("# word ");
	put_hex(word);
	put(": ");
	put_number(result);
	put(" and errno ");
	put_number(number);
	put(", for ");
	put_number(answer->error ? -1 : 0);
	put(" and errno ");
	put_number(answer->error ? answer->error : STRANGE);
	put(": ");
	put(model_text(answer->rule));
	end_line();
}

/* Whether the call does as the model says, and its result */
static int agrees(unsigned word, const struct model_answer *answer,
	int *result)
{
	errno = STRANGE;
	*result = unshare((int)word);
	if (answer->error ? *result == -1 && errno == answer->error :
	    *result == 0 && errno == STRANGE)
		return 1;
	show(word, *result, errno, answer);
	return 0;
}

static int agrees_in_child(unsigned word, const struct model_answer *answer)
{
	long pid = rt_fork(0), status;
	int result;

	CHECK(pid >= 0, pid);
	if (pid == 0)
		rt_exit(!agrees(word, answer, &result));
	status = rt_wait(pid);
	if (status > 128)
		diag("a child was killed by signal", status - 128);
	count.children++;
	return status == 0;
}

static void compare(unsigned word)
{
	const struct model_answer *answer = oracle(word);
	int result = -1;

	if ((count.compared++ & 0xffff) == 0)
		rt_alarm(60);
	if (answer->error ? agrees(word, answer, &result) :
	    agrees_in_child(word, answer))
		return;
	count.differing++;
	if (result == 0) {
		summary();
		rt_fail("a word that the model refuses is refused",
			__FILE__, __LINE__, result);
	}
}

static void end_test(void)
{
	summary();
	if (count.differing)
		rt_exit(1);
}

static void block(void)
{
	unsigned word;

	for (word = first; word != last; word++)
		compare(word);
	compare(last);
	end_test();
}

static void range(unsigned from, unsigned to)
{
	static char name[32];
	char *at;

	for (;; from = last + 1) {
		first = from;
		last = from | (BLOCK - 1);
		if (last > to)
			last = to;
		at = hexadecimal(name, first);
		*at++ = ' ';
		*at++ = 't';
		*at++ = 'o';
		*at++ = ' ';
		hexadecimal(at, last);
		current = name;
		test(name, block);
		if (last == to)
			return;
	}
}

static void few_bits(void)
{
	unsigned i, j, k;

	compare(0);
	for (i = 1; i; i <<= 1) {
		compare(i);
		for (j = i << 1; j && bits > 1; j <<= 1) {
			compare(i | j);
			for (k = j << 1; k && bits > 2; k <<= 1)
				compare(i | j | k);
		}
	}
	end_test();
}

/* Marsaglia's xorshift of 32 bits: none but 0 is missing, none comes twice. */
static void draw(void)
{
	unsigned word = seed, i;

	for (i = 0; i < drawn; i++) {
		word ^= word << 13;
		word ^= word >> 17;
		word ^= word << 5;
		compare(word);
	}
	end_test();
}

static void sample(void)
{
	static const char *const few[] = { "words of one bit",
		"words of up to two bits", "words of up to three bits" };

	current = few[bits - 1];
	test(current, few_bits);
	diag("seed", (long)seed);
	current = "words drawn";
	test(current, draw);
}

/* Bad input: one line on standard error */
static void refuse(const char *what, const char *text)
{
	const char *const parts[] = { "words: ", what, text, "\n" };
	unsigned i;

	for (i = 0; i < COUNT(parts); i++)
		CALL3(write, 2, ADDRESS(parts[i]), rt_length(parts[i]));
	rt_exit(2);
}

static unsigned number(const char *text)
{
	unsigned hex = rt_starts(text, "0x") ? 1 : 0, n = 0, digit, next;
	const char *at = text + 2 * hex;

	do {
		digit = (unsigned)(*at - '0');
		if (hex && *at >= 'a' && *at <= 'f')
			digit = (unsigned)(*at - 'a' + 10);
		else if (digit > 9)
			refuse("no number (digits, or 0x and digits of 0-9 "
				"a-f): ", text);
		next = (hex ? n << 4 : (n << 3) + (n << 1)) + digit;
		if (n > (hex ? 0xfffffffU : 429496729U) || next < digit)
			refuse("more than 0xffffffff: ", text);
		n = next;
	} while (*++at);
	return n;
}

static void ordered_range(const char *from, const char *to)
{
	if (number(from) > number(to))
		refuse("the last word is before the first: ", to);
	range(number(from), number(to));
}

static void ranges(void)
{
	static char line[LINE + 1];
	long n, i;

	rt_die_with_parent();
	while ((n = (long)CALL3(read, 0, ADDRESS(line), LINE)) != 0) {
		line[n < 0 ? 0 : n] = 0;
		for (i = 0; i < n; i++)
			if (line[i] == '\n')
				line[i] = 0;
		if (n != LINE || rt_length(line) != LINE - 1 || line[10] != ' ')
			refuse("a line is 22 bytes, 0x00000000 0x00ffffff; "
				"this one is not: ", line);
		line[10] = 0;
		ordered_range(line, line + 11);
	}
}

int rt_main(int argc, char **argv)
{
	struct model_situation situation = running_system();

	rt_alarm(0);
	oracle_is(&situation);
	if (look_at_status("Seccomp", 0) == 2)
		skip("words", "a seccomp filter may answer for the kernel");
	else if (argc == 2 && rt_same(argv[1], "-"))
		ranges();
	else if (argc >= 2 && argc <= 5 && rt_same(argv[1], "sample")) {
		if (argc > 2)
			seed = number(argv[2]);
		if (argc > 3)
			drawn = number(argv[3]);
		if (argc > 4)
			bits = number(argv[4]);
		if (seed == 0)
			refuse("nothing can be drawn from the seed ", "0");
		if (bits < 1 || bits > 3)
			refuse("words of 1, 2 or 3 bits, not of ", argv[4]);
		sample();
	} else if (argc == 3)
		ordered_range(argv[1], argv[2]);
	else
		refuse("to be given: FIRST LAST, or -, or sample "
			"[SEED [COUNT [BITS]]]", "");
	return done();
}
