/* SPDX-License-Identifier: MIT */
/*
 * arc, for C: registers and trap as in sysdep.h.
 */
#define LIBUNSHARE_TRAP "trap_s 0"
#define LIBUNSHARE_REG_NR "r8"
#define LIBUNSHARE_REG_RESULT "r0"
#define LIBUNSHARE_REG_1 "r0"
#define LIBUNSHARE_REG_2 "r1"
#define LIBUNSHARE_REG_3 "r2"
#define LIBUNSHARE_REG_4 "r3"
#define LIBUNSHARE_REG_5 "r4"
#define LIBUNSHARE_REG_6 "r5"
#define LIBUNSHARE_CLOBBERS "memory"
