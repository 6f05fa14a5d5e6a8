/* SPDX-License-Identifier: MIT */
/*
 * <sched.h>: the system's own, and what it lacks of Linux 7.2
 *
 * Stands before the system's directory (-I) and reaches its header. Added are
 * the flags of clone(2), clone3(2) and unshare(2), and a prototype of unshare;
 * what is defined already stays. As in the libc, this takes _GNU_SOURCE, which
 * may come too late for the libc's header but not for this one: hence no
 * include guard. Without a libc there is no gate.
 *
 * Beside each flag: the first kernel that had it, who takes it, and what it
 * does. C is clone and 3 is clone3, where the child gets what it says. U is
 * unshare, with its first kernel if that is another: there the caller gets it,
 * and no longer shares what the other two let a child share. u is unshare from
 * the only thread of a process, where it changes nothing.
 *
 * Sources: the kernel's include/uapi/linux/sched.h, token for token so that
 * <linux/sched.h> may follow; clone(2); unshare(2).
 */

#ifdef __GNUC__
#pragma GCC system_header	/* so that -Wpedantic takes #include_next */
#endif

/* Every libc has <time.h>, and gcc fails to look behind the last directory. */
#ifdef __has_include_next
#if !__has_include(<time.h>) || !__has_include_next(<sched.h>)
#define _LIBUNSHARE_NO_LIBC
#endif
#elif !__STDC_HOSTED__
#define _LIBUNSHARE_NO_LIBC
#endif

#ifndef _LIBUNSHARE_NO_LIBC
#include_next <sched.h>
#endif

#if defined _GNU_SOURCE || defined _LIBUNSHARE_NO_LIBC

#ifndef CSIGNAL			/* 2.0 C: mask of the signal sent at exit */
#define CSIGNAL			0x000000ff
#endif
#ifndef CLONE_VM		/* 2.0 C3 u2.6.16: shared memory */
#define CLONE_VM		0x00000100
#endif
#ifndef CLONE_FS		/* 2.0 C3 U2.6.16: shared root, cwd, umask */
#define CLONE_FS		0x00000200
#endif
#ifndef CLONE_FILES		/* 2.0 C3 U2.6.16: shared descriptors */
#define CLONE_FILES		0x00000400
#endif
#ifndef CLONE_SIGHAND		/* 2.0 C3 u2.6.16: shared signal handlers */
#define CLONE_SIGHAND		0x00000800
#endif
#ifndef CLONE_PIDFD		/* 5.2 C3: a pidfd for the parent */
#define CLONE_PIDFD		0x00001000
#endif
#ifndef CLONE_PTRACE		/* 2.2 C3: traced by the same tracer */
#define CLONE_PTRACE		0x00002000
#endif
#ifndef CLONE_VFORK		/* 2.2 C3: parent waits for exec or exit */
#define CLONE_VFORK		0x00004000
#endif
#ifndef CLONE_PARENT		/* 2.3.12 C3: a sibling instead of a child */
#define CLONE_PARENT		0x00008000
#endif
#ifndef CLONE_THREAD		/* 2.4.0 C3 u2.6.16: in the same thread group */
#define CLONE_THREAD		0x00010000
#endif
#ifndef CLONE_NEWNS		/* 2.4.19 C3 U2.6.16: new mount namespace */
#define CLONE_NEWNS		0x00020000
#endif
#ifndef CLONE_SYSVSEM		/* 2.5.10 C3 U2.6.26: shared semadj values */
#define CLONE_SYSVSEM		0x00040000
#endif
#ifndef CLONE_SETTLS		/* 2.5.32 C3: thread-local storage */
#define CLONE_SETTLS		0x00080000
#endif
#ifndef CLONE_PARENT_SETTID	/* 2.5.49 C3: id stored for the parent */
#define CLONE_PARENT_SETTID	0x00100000
#endif
#ifndef CLONE_CHILD_CLEARTID	/* 2.5.49 C3: id cleared at exit, futex woken */
#define CLONE_CHILD_CLEARTID	0x00200000
#endif
#ifndef CLONE_DETACHED		/* 2.5 C: ignored since 2.6 */
#define CLONE_DETACHED		0x00400000
#endif
#ifndef CLONE_UNTRACED		/* 2.5.46 C3: safe from forced CLONE_PTRACE */
#define CLONE_UNTRACED		0x00800000
#endif
#ifndef CLONE_CHILD_SETTID	/* 2.5.49 C3: id stored for the child */
#define CLONE_CHILD_SETTID	0x01000000
#endif
#ifndef CLONE_NEWCGROUP		/* 4.6 C3U: new cgroup namespace */
#define CLONE_NEWCGROUP		0x02000000
#endif
#ifndef CLONE_NEWUTS		/* 2.6.19 C3U: new host and domain name */
#define CLONE_NEWUTS		0x04000000
#endif
#ifndef CLONE_NEWIPC		/* 2.6.19 C3U: new System V IPC namespace */
#define CLONE_NEWIPC		0x08000000
#endif
#ifndef CLONE_NEWUSER		/* 2.6.23 C3 U3.8: new user namespace */
#define CLONE_NEWUSER		0x10000000
#endif
#ifndef CLONE_NEWPID		/* 2.6.24 C3 U3.8: new pids (U: of children) */
#define CLONE_NEWPID		0x20000000
#endif
#ifndef CLONE_NEWNET		/* 2.6.24 C3U: new network namespace */
#define CLONE_NEWNET		0x40000000
#endif
#ifndef CLONE_IO		/* 2.6.25 C3: shared I/O context */
#define CLONE_IO		0x80000000
#endif

/* To clone, these are bits of CSIGNAL and CLONE_PARENT_SETTID. */
#ifndef CLONE_NEWTIME		/* 5.6 3U: new clocks (U: of children) */
#define CLONE_NEWTIME		0x00000080
#endif
#ifndef UNSHARE_EMPTY_MNTNS	/* 7.1 U: CLONE_NEWNS, with nothing mounted */
#define UNSHARE_EMPTY_MNTNS	0x00100000
#endif

/* 64 bits: no flags of clone or unshare, and compilers warn of the cut. */
#ifndef CLONE_CLEAR_SIGHAND	/* 5.5 3: all handlers become SIG_DFL */
#define CLONE_CLEAR_SIGHAND	(1ULL << 32)
#endif
#ifndef CLONE_INTO_CGROUP	/* 5.7 3: starts in the cgroup given */
#define CLONE_INTO_CGROUP	(1ULL << 33)
#endif
#ifndef CLONE_AUTOREAP		/* 7.1 3: nobody needs to wait for it */
#define CLONE_AUTOREAP		(1ULL << 34)
#endif
#ifndef CLONE_NNP		/* 7.1 3: starts with no_new_privs */
#define CLONE_NNP		(1ULL << 35)
#endif
#ifndef CLONE_PIDFD_AUTOKILL	/* 7.1 3: killed when its pidfd is closed */
#define CLONE_PIDFD_AUTOKILL	(1ULL << 36)
#endif
#ifndef CLONE_EMPTY_MNTNS	/* 7.1 3: CLONE_NEWNS, with nothing mounted */
#define CLONE_EMPTY_MNTNS	(1ULL << 37)
#endif

/*
 * unshare(flags): leave off sharing parts of the execution context
 *
 * flags is 0, which does nothing, or any of those with a U or u. The result is
 * 0, or -1 with errno:
 *
 * EINVAL	a bit that this kernel does not take; THREAD, SIGHAND, VM or
 *		NEWUSER when threaded; a second NEWPID, for good
 * EPERM	a namespace without CAP_SYS_ADMIN, unless NEWUSER is there too;
 *		NEWUSER in a chroot, or with an id that is not mapped
 * ENOSPC	a limit on namespaces, or on how deep they nest
 * ENOMEM	no memory
 * EMFILE	FILES, with a descriptor above the limit fs.nr_open
 *
 * See unshare(2). The libcs that define CPU_SETSIZE declare unshare with it,
 * under the same condition. To say it again is harmless.
 */
#ifndef CPU_SETSIZE
#ifdef __cplusplus
extern "C" {
#endif
#ifdef __THROW
int unshare(int __flags) __THROW;
#else
int unshare(int __flags);
#endif
#ifdef __cplusplus
}
#endif
#endif

#endif
