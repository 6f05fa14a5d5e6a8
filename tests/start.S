/* SPDX-License-Identifier: MIT */
/* Where a test program without libc begins: tests/rt.c has rt_start. */
#include <sysdep.h>
#include <asm-common.h>

	FUNCTION _start
	START
	END_FUNCTION _start
