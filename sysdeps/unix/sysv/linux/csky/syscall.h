/* SPDX-License-Identifier: MIT */
/*
 * csky, for C: registers and trap as in sysdep.h.
 */
#define LIBUNSHARE_TRAP "trap 0"
#define LIBUNSHARE_REG_NR "r7"
#define LIBUNSHARE_REG_RESULT "a0"
#define LIBUNSHARE_REG_1 "a0"
#define LIBUNSHARE_REG_2 "a1"
#define LIBUNSHARE_REG_3 "a2"
#define LIBUNSHARE_REG_4 "a3"
#define LIBUNSHARE_REG_5 "r4"
#define LIBUNSHARE_REG_6 "r5"
#define LIBUNSHARE_CLOBBERS "memory"
