/* SPDX-License-Identifier: MIT */
/*
 * sh, both byte orders, for C: registers and trap as in sysdep.h.
 */
#define LIBUNSHARE_TRAP "trapa #0x1f; or r0, r0; or r0, r0; or r0, r0; " \
	"or r0, r0; or r0, r0"
#define LIBUNSHARE_REG_NR "r3"
#define LIBUNSHARE_REG_RESULT "r0"
#define LIBUNSHARE_REG_1 "r4"
#define LIBUNSHARE_REG_2 "r5"
#define LIBUNSHARE_REG_3 "r6"
#define LIBUNSHARE_REG_4 "r7"
#define LIBUNSHARE_REG_5 "r0"
#define LIBUNSHARE_REG_6 "r1"
#define LIBUNSHARE_LOST(X) X(6)
#define LIBUNSHARE_CLOBBERS "t", "memory"
