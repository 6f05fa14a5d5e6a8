/* SPDX-License-Identifier: MIT */
/*
 * The C stub of one system call, from the same row of syscalls.list as the
 * assembly stub; C's own conversion widens each argument to a register.
 */
#include <libunshare/inline-syscall.h>
#include "syscall-error.h"

SYSCALL_PROTOTYPE;

SYSCALL_PROTOTYPE
{
	long result = (long)SYSCALL_CALL;

	if (result < 0)
		return (SYSCALL_RETURN)__libunshare_error(result);
	return (SYSCALL_RETURN)result;
}
