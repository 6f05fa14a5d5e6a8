/* SPDX-License-Identifier: MIT */
/*
 * m68k and ColdFire, for C: registers and trap as in sysdep.h.
 */
#define LIBUNSHARE_TRAP "trap #0"
#define LIBUNSHARE_REG_NR "d0"
#define LIBUNSHARE_REG_RESULT "d0"
#define LIBUNSHARE_REG_1 "d1"
#define LIBUNSHARE_REG_2 "d2"
#define LIBUNSHARE_REG_3 "d3"
#define LIBUNSHARE_REG_4 "d4"
#define LIBUNSHARE_REG_5 "d5"
#define LIBUNSHARE_REG_6 "a0"
#define LIBUNSHARE_CLOBBERS "memory"
