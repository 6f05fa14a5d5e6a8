/* SPDX-License-Identifier: MIT */
/*
 * unshare_explain, where calls really fail
 *
 *   situations [quick] [NAME...]
 *
 * Brings children into the situations in which a call fails, makes it there,
 * and prints a line each: name, flags, errno value, and what unshare_explain
 * says, between tabs; "- reason" where the situation cannot be had here. The
 * sentence is asked for in every size (in a few: quick), and errno and the
 * descriptors must be as before.
 * Status: 0; 1 if any of that was wrong, with a line "# NAME: what".
 */
#include "situations.h"

#define STRANGE 12345	/* no errno */
#define LENGTH 1024	/* as <unshare.h> promises */

static const char *name;	/* of the situation */
static int quick;

static void say(const char *text)
{
	CALL3(write, 1, ADDRESS(text), rt_length(text));
}

static void say_number(unsigned number)
{
	static const unsigned powers[] = { 1000000000, 100000000, 10000000,
		1000000, 100000, 10000, 1000, 100, 10, 1 };
	char digit[2] = "";
	unsigned i, begun = 0;

	for (i = 0; i < COUNT(powers); i++) {
		for (digit[0] = '0'; number >= powers[i]; digit[0]++)
			number -= powers[i];
		begun |= digit[0] != '0' || powers[i] == 1;
		if (begun)
			say(digit);
	}
}

void complain(const char *what)
{
	say("# ");
	say(name);
	say(": ");
	say(what);
	say("\n");
	rt_exit(1);
}

void impossible(const char *reason)
{
	say(name);
	say("\t0\t- ");
	say(reason);
	say("\t\n");
	rt_exit(0);
}

static long first_free(void)
{
	long fd = (long)CALL4(openat, AT_FDCWD, ADDRESS("/"), O_RDONLY, 0);

	CALL1(close, fd);
	return fd;
}

/* A sentence that was cut to a size: its start and a 0, and nothing around */
static void compare(const char *whole, unsigned long length, const char *area,
	unsigned long size)
{
	unsigned long i, cut = length < size ? length : size - 1;

	for (i = 0; size && i < cut; i++)
		if (area[i + 1] != whole[i])
			complain("cut, it is another sentence");
	if (size && area[cut + 1])
		complain("no 0 at the end");
	if (area[0] != '#' || area[size + 1] != '#')
		complain("written where it must not");
}

/* To the next size: each one or, of the ones in the middle, a few */
static unsigned long step(unsigned long size, unsigned long length)
{
	if (!quick || size < 2 || size + 1 >= length)
		return 1;
	return length - 1 - size < 40 ? length - 1 - size : 40;
}

static const char *sentence(int flags, int error)
{
	static char whole[LENGTH], area[LENGTH + 4];
	unsigned long size, i, length;
	long before = first_free();
	int result;

	rt_begin_process();	/* the alarm starts anew */
	errno = STRANGE;
	length = (unsigned long)unshare_explain(flags, error, whole, LENGTH);
	if (!length || length >= LENGTH || length != rt_length(whole))
		complain("not the length of the sentence");
	for (size = 0; size <= length + 2; size += step(size, length)) {
		for (i = 0; i < sizeof(area); i++)
			area[i] = '#';
		result = unshare_explain(flags, error, size ? area + 1 :
			(char *)0, size);
		if ((unsigned long)result != length)
			complain("cut, it has another length");
		compare(whole, length, area, size);
	}
	if (errno != STRANGE)
		complain("errno is not as it was");
	if (first_free() != before)
		complain("a descriptor is left open");
	return whole;
}

void tell(int flags, int error)
{
	const char *text = sentence(flags, error);

	say(name);
	say("\t");
	say_number((unsigned)flags);
	say("\t");
	say_number((unsigned)error);
	say("\t");
	say(text);
	say("\n");
}

void call(int flags)
{
	tell(flags, -(int)CALL1(unshare, flags));
}

static int wanted(const struct situation *situation, int count, char **names)
{
	int i;

	for (i = 0; i < count; i++)
		if (rt_same(names[i], situation->name))
			return 1;
	return !count && !situation->on_demand;
}

static int run(const struct situation *situation, int count, char **names)
{
	int status, failed = 0;

	for (; situation->name; situation++) {
		if (!wanted(situation, count, names))
			continue;
		name = situation->name;
		status = rt_child(situation->function);
		if (status > 1) {
			say("# ");
			say(name);
			say(": died of ");
			say_number((unsigned)status);
			say("\n");
		}
		failed |= status != 0;
	}
	return failed;
}

int rt_main(int argc, char **argv)
{
	quick = argc > 1 && rt_same(argv[1], "quick");
	argc -= 1 + quick;
	argv += 1 + quick;
	return run(causes, argc, argv) | run(places, argc, argv);
}
