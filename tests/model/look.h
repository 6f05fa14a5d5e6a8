/* SPDX-License-Identifier: MIT */
/*
 * A look at the running system: calls that change nothing, and the text files
 * of /proc, a byte at a time. Without libc by <libunshare/inline-syscall.h>;
 * in a program that has one, its syscall(). No memory but the caller's; what
 * is opened is closed. A call returns what the kernel does: a value or -errno.
 */
#ifndef LOOK_H
#define LOOK_H

#include "base.h"

#if __STDC_HOSTED__
#include <sys/syscall.h>
#include <unistd.h>
#define LOOK5(name, a, b, c, d, e) \
	look_result(syscall(__NR_##name, a, b, c, d, e))

static __inline__ long look_result(long result)
{
	return result == -1 ? -errno : result;
}
#else
#include <asm/unistd.h>
#include <libunshare/inline-syscall.h>
#define LOOK5(name, a, b, c, d, e) \
	look_result(libunshare_syscall5(__NR_##name, a, b, c, d, e))

static __inline__ long look_result(libunshare_word result)
{
	return (long)result;
}
#endif
/* What a call does not take it does not look at. */
#define LOOK4(name, a, b, c, d) LOOK5(name, a, b, c, d, 0)
#define LOOK3(name, a, b, c) LOOK4(name, a, b, c, 0)
#define LOOK2(name, a, b) LOOK4(name, a, b, 0, 0)
#define LOOK1(name, a) LOOK4(name, a, 0, 0, 0)
/* An address has no sign that C could extend (x32). */
#define LOOK_ADDRESS(pointer) ((unsigned long)(pointer))
#define LOOK_HERE (-100L)		/* AT_FDCWD */

static __inline__ bool look_exists(const char *path)
{
	return LOOK3(faccessat, LOOK_HERE, LOOK_ADDRESS(path), 0) == 0;
}

static __inline__ long look_link(const char *path, char *text, size_t size)
{
	return LOOK4(readlinkat, LOOK_HERE, LOOK_ADDRESS(path),
		LOOK_ADDRESS(text), size);
}

/* The path that three parts make, in the caller's memory, cut to fit there */
#define LOOK_PATH 64
static __inline__ const char *look_path(char path[LOOK_PATH],
	const char *before, const char *name, const char *behind)
{
	const char *parts[3];
	unsigned i, length = 0;

	parts[0] = before;
	parts[1] = name;
	parts[2] = behind;
	for (i = 0; i < 3; i++)
		for (; *parts[i] && length < LOOK_PATH - 1; parts[i]++)
			path[length++] = *parts[i];
	path[length] = '\0';
	return path;
}

/* This thread's, which need not be like the others; Linux 3.17 */
static __inline__ const char *look_self(char path[LOOK_PATH], const char *name,
	const char *behind)
{
	return look_path(path, look_exists("/proc/thread-self") ?
		"/proc/thread-self/" : "/proc/self/", name, behind);
}

/* A file, and of its text what is not taken yet */
struct look {
	long fd;
	unsigned at, end;
	char bytes[256];
};

/* 0, or -errno; then there is nothing to close. */
static __inline__ long look_open(struct look *look, const char *path)
{
	look->at = look->end = 0;
	look->fd = LOOK4(openat, LOOK_HERE, LOOK_ADDRESS(path), 0, 0);
	return look->fd < 0 ? look->fd : 0;
}

static __inline__ void look_close(struct look *look)
{
	LOOK1(close, look->fd);
}

/* The next byte, which stays; -1 behind the last, and where none can be had */
static __inline__ int look_peek(struct look *look)
{
	long count;

	if (look->at == look->end) {
		count = LOOK3(read, look->fd, LOOK_ADDRESS(look->bytes),
			sizeof(look->bytes));
		look->at = 0;
		look->end = count > 0 ? (unsigned)count : 0;
	}
	return look->at < look->end ? (unsigned char)look->bytes[look->at] : -1;
}

static __inline__ int look_next(struct look *look)
{
	int byte = look_peek(look);

	if (byte >= 0)
		look->at++;
	return byte;
}

/* A number, behind blanks and ends of lines, if there is one. What is too
   large is the largest. */
static __inline__ bool look_number(struct look *look, unsigned long *number)
{
	unsigned long digit;
	int byte;

	while ((byte = look_peek(look)) == ' ' || byte == '\t' || byte == '\n')
		look->at++;
	if (byte < '0' || byte > '9')
		return false;
	for (*number = 0; byte >= '0' && byte <= '9'; byte = look_peek(look)) {
		digit = (unsigned long)(byte - '0');
		*number = *number > ~0UL / 10 ||
			(*number == ~0UL / 10 && digit > ~0UL % 10) ?
			~0UL : *number * 10 + digit;
		look->at++;
	}
	return true;
}

/* To behind the next such byte: if there is one before the end */
static __inline__ bool look_behind(struct look *look, int wanted)
{
	int byte;

	do
		byte = look_next(look);
	while (byte >= 0 && byte != wanted);
	return byte >= 0;
}

/* The number that a file begins with, or the given one */
static __inline__ unsigned long look_at_number(const char *path,
	unsigned long otherwise)
{
	unsigned long number = otherwise;
	struct look look;

	if (look_open(&look, path))
		return otherwise;
	look_number(&look, &number);
	look_close(&look);
	return number;
}

/* The number in the line of that name in this thread's status */
static __inline__ unsigned long look_at_status(const char *name,
	unsigned long otherwise)
{
	unsigned long number = otherwise;
	char path[LOOK_PATH];
	struct look look;
	const char *at;

	if (look_open(&look, look_self(path, "status", "")))
		return otherwise;
	do {
		for (at = name; *at && look_peek(&look) == *at; look.at++)
			at++;
		if (!*at && look_next(&look) == ':') {
			look_number(&look, &number);
			break;
		}
	} while (look_behind(&look, '\n'));
	look_close(&look);
	return number;
}

#endif
