/* SPDX-License-Identifier: MIT */
/*
 * microblaze, for C: registers and trap as in sysdep.h.
 */
#define LIBUNSHARE_TRAP "brki r14, 8"
#define LIBUNSHARE_REG_NR "r12"
#define LIBUNSHARE_REG_RESULT "r3"
#define LIBUNSHARE_REG_1 "r5"
#define LIBUNSHARE_REG_2 "r6"
#define LIBUNSHARE_REG_3 "r7"
#define LIBUNSHARE_REG_4 "r8"
#define LIBUNSHARE_REG_5 "r9"
#define LIBUNSHARE_REG_6 "r10"
#define LIBUNSHARE_LOST(X) X(NR) X(1) X(2) X(3) X(4) X(5) X(6)
#define LIBUNSHARE_CLOBBERS "r4", "r11", "r14", "memory"
