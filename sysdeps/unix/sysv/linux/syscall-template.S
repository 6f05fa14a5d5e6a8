/* SPDX-License-Identifier: MIT */
/*
 * The assembly stub of one system call. The build includes, before this
 * file, the header that scripts/emit-call.awk makes of the call's row in
 * syscalls.list; the architecture's SYSCALL_STUB is the whole body.
 *
 * The shared library's object (SYSCALL_COMPAT) also answers to the version
 * that libc gave the symbol on this ABI, so that a program that was linked to
 * libc binds to it when it stands before libc; that version is never the
 * default one. Both names are aliases: ld drops the plain symbol where an
 * object defines a versioned one of the same name.
 */
#include <sysdep.h>
#include <asm-common.h>
#include <libunshare/abi.h>

#ifdef SYSCALL_COMPAT
# define NAME SYSCALL_LOCAL
#else
# define NAME SYSCALL_SYMBOL
#endif

	FUNCTION NAME
	SYSCALL_STUB SYSCALL_NR, SYSCALL_NARGS, SYSCALL_TYPES
	END_FUNCTION NAME

#ifdef SYSCALL_COMPAT
	.globl	SYSCALL_LOCAL_COMPAT
	SYSCALL_LOCAL_COMPAT = SYSCALL_LOCAL
	.symver	SYSCALL_LOCAL, SYSCALL_DEFAULT
	.symver	SYSCALL_LOCAL_COMPAT, SYSCALL_COMPAT
#endif
