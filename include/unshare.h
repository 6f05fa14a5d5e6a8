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
 *   int unshare_explain(int flags, int error, char *buf, size_t size);
 *
 *     Why unshare(flags) failed with the errno value error (or -errno, as
 *     unshare_raw has it): one sentence and, behind the first "; ", what to
 *     do about it, where anything can be done. For error 0: what was done.
 *     It follows from the rules of the kernel's version and from what is seen
 *     of the system and of the calling thread: so ask where the call was made,
 *     before anything changes. What cannot be seen is said to be so.
 *     buf takes at most size bytes, with the 0 at the end; it may be NULL if
 *     size is 0. Returns what snprintf would: the length of the whole without
 *     that 0. 1024 bytes hold all there is to say.
 *     It never fails, leaves errno alone, allocates no memory, keeps nothing
 *     open, and takes 16 KB of stack. Threads may call it at the same time.
 *     That it is async-signal-safe is not promised. It is in a library of its
 *     own, libunshare-explain (-lunshare-explain).
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

#ifdef __cplusplus
extern "C" {
#endif
int unshare_explain(int __flags, int __error, char *__buf,
	__SIZE_TYPE__ __size);
#ifdef __cplusplus
}
#endif

#endif
