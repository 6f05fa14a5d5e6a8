/* SPDX-License-Identifier: MIT */
/*
 * unshare.h - what libunshare has beside unshare() itself, which is declared
 * in <sched.h>. Needs no libc, in C from C89 and C++ from C++98 on; a compiler
 * with GNU C's inline assembly (gcc, clang).
 *
 *   int unshare_raw(int flags);
 *
 *     The system call, inline. flags as in unshare(2). Returns 0, or -errno
 *     (-EINVAL, -EPERM ...: see unshare(2), ERRORS); errno is not touched.
 *     flags are an int: it is extended to the unsigned long that the kernel
 *     takes (kernel/fork.c, sys_unshare), so that nothing which a register
 *     holds above bit 31 reaches the kernel.
 *
 *   LIBUNSHARE_MAJOR, LIBUNSHARE_MINOR, LIBUNSHARE_PATCH, LIBUNSHARE_VERSION
 *
 *     The version of these headers, the last as MAJOR * 10000 + MINOR * 100 +
 *     PATCH. The shared library's is in its symbol versions.
 */
#ifndef UNSHARE_H
#define UNSHARE_H

#define LIBUNSHARE_MAJOR 1
#define LIBUNSHARE_MINOR 0
#define LIBUNSHARE_PATCH 0
#define LIBUNSHARE_VERSION \
	(LIBUNSHARE_MAJOR * 10000 + LIBUNSHARE_MINOR * 100 + LIBUNSHARE_PATCH)

#include <libunshare/calls.h>

#endif
