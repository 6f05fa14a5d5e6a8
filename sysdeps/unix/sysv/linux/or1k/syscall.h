/* SPDX-License-Identifier: MIT */
/*
 * or1k, for C: registers and trap as in sysdep.h.
 */
#define LIBUNSHARE_TRAP "l.sys 1"
#define LIBUNSHARE_REG_NR "r11"
#define LIBUNSHARE_REG_RESULT "r11"
#define LIBUNSHARE_REG_1 "r3"
#define LIBUNSHARE_REG_2 "r4"
#define LIBUNSHARE_REG_3 "r5"
#define LIBUNSHARE_REG_4 "r6"
#define LIBUNSHARE_REG_5 "r7"
#define LIBUNSHARE_REG_6 "r8"
#define LIBUNSHARE_LOST(X) X(1) X(2) X(3) X(4) X(5) X(6)
#define LIBUNSHARE_CLOBBERS "r12", "r13", "r15", "r17", "r19", "r21", "r23", \
	"r25", "r27", "r29", "r31", "memory"
