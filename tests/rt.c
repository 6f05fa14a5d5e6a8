/* SPDX-License-Identifier: MIT */
/*
 * The runtime's output, files and text, and the start of a program, as rt.h
 * has them; processes are in task.c.
 */
#include "rt.h"
#include <linux/fcntl.h>

static int count, failed;
static char buffer[400], *at = buffer;

/* Output: a line is one write, so those of parent and child do not mix. */

void put(const char *text)
{
	while (*text && at < buffer + sizeof(buffer) - 1)
		*at++ = *text++;
}

void put_hex(unsigned long number)
{
	char digit[2] = "";
	unsigned i = sizeof(number) * 8;

	put("0x");
	while (i > 4 && !(number >> (i - 4)))
		i -= 4;
	for (; i > 0; i -= 4) {
		digit[0] = "0123456789abcdef"[number >> (i - 4) & 15];
		put(digit);
	}
}

/* Without division, for which some compilers call a library. */
void put_number(long number)
{
	static const long powers[] = { 100000000, 10000000, 1000000, 100000,
		10000, 1000, 100, 10, 1 };
	char digit[2] = "";
	unsigned i, begun = 0;

	if (number <= -1000000000 || number >= 1000000000) {
		put_hex((unsigned long)number);
		return;
	}
	if (number < 0) {
		put("-");
		number = -number;
	}
	for (i = 0; i < COUNT(powers); i++) {
		for (digit[0] = '0'; number >= powers[i]; digit[0]++)
			number -= powers[i];
		begun |= digit[0] != '0' || powers[i] == 1;
		if (begun)
			put(digit);
	}
}

void end_line(void)
{
	*at++ = '\n';
	CALL3(write, 1, ADDRESS(buffer), at - buffer);
	at = buffer;
}

static void result(const char *verdict, const char *name)
{
	put(verdict);
	put_number(++count);
	put(" - ");
	put(name);
}

void diag(const char *text, long number)
{
	put("# ");
	put(text);
	put(": ");
	put_number(number);
	end_line();
}

void rt_fail(const char *condition, const char *file, int at_line, long value)
{
	put("# ");
	put(file);
	put(":");
	put_number(at_line);
	put(": not true: ");
	put(condition);
	put("; value ");
	put_number(value);
	end_line();
	rt_exit(1);
}

void verdict(int passed, const char *name)
{
	failed += !passed;
	result(passed ? "ok " : "not ok ", name);
	end_line();
}

void test(const char *name, void (*function)(void))
{
	int status = rt_child(function);

	verdict(status == 0, name);
	if (status > 128)
		diag("killed by signal", status - 128);
}

void skip(const char *name, const char *reason)
{
	result("ok ", name);
	put(" # SKIP ");
	put(reason);
	end_line();
}

int done(void)
{
	put("1..");
	put_number(count);
	end_line();
	return failed != 0;
}

/* Files and text */

long rt_read(const char *path, char *text, unsigned long size)
{
	long fd = (long)CALL4(openat, AT_FDCWD, ADDRESS(path), O_RDONLY, 0);
	long length = 0, n;

	text[0] = 0;
	if (fd < 0)
		return fd;
	while ((n = (long)CALL3(read, fd, ADDRESS(text + length),
	    size - 1 - (unsigned long)length)) > 0)
		length += n;
	CALL1(close, fd);
	text[length] = 0;
	return n < 0 ? n : length;
}

long rt_write(const char *path, const char *text)
{
	long fd = (long)CALL4(openat, AT_FDCWD, ADDRESS(path), O_WRONLY, 0), n;

	if (fd < 0)
		return fd;
	n = (long)CALL3(write, fd, ADDRESS(text), rt_length(text));
	CALL1(close, fd);
	return n;
}

long rt_readlink(const char *path, char *text, unsigned long size)
{
	long n = (long)CALL4(readlinkat, AT_FDCWD, ADDRESS(path),
		ADDRESS(text), size - 1);

	text[n < 0 ? 0 : n] = 0;
	return n;
}

unsigned long rt_length(const char *text)
{
	unsigned long n = 0;

	while (text[n])
		n++;
	return n;
}

int rt_starts(const char *text, const char *start)
{
	while (*start && *text == *start) {
		text++;
		start++;
	}
	return *start == 0;
}

int rt_same(const char *a, const char *b)
{
	return rt_starts(a, b) && rt_starts(b, a);
}

unsigned long rt_number(const char *text, const char **end)
{
	unsigned long n = 0;

	while (*text >= '0' && *text <= '9')
		n = n * 10 + (unsigned long)(*text++ - '0');
	if (end)
		*end = text;
	return n;
}

/* What a libc would do */

#ifdef RT_LIBC
int main(int argc, char **argv)
{
	rt_begin_process();
	return rt_main(argc, argv);
}
#else
/* The initial stack: argc, argv, 0, the environment. */
void rt_start(long *sp);
void rt_start(long *sp)
{
	rt_begin_process();
	rt_exit(rt_main((int)sp[0], (char **)(sp + 1)));
}

/* Compilers call these on their own; volatile, or they would do it here. */
void *memcpy(void *to, const void *from, __SIZE_TYPE__ n);
void *memcpy(void *to, const void *from, __SIZE_TYPE__ n)
{
	volatile char *t = to;
	const char *f = from;

	while (n--)
		*t++ = *f++;
	return to;
}

void *memset(void *to, int byte, __SIZE_TYPE__ n);
void *memset(void *to, int byte, __SIZE_TYPE__ n)
{
	volatile char *t = to;

	while (n--)
		*t++ = (char)byte;
	return to;
}
#endif
