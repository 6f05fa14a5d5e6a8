/* SPDX-License-Identifier: MIT */
/*
 * s390x and s390, for C: registers and trap as in sysdep.h, the number always
 * in the register.
 */
#define LIBUNSHARE_TRAP "svc 0"
#define LIBUNSHARE_REG_NR "r1"
#define LIBUNSHARE_REG_RESULT "r2"
#define LIBUNSHARE_REG_1 "r2"
#define LIBUNSHARE_REG_2 "r3"
#define LIBUNSHARE_REG_3 "r4"
#define LIBUNSHARE_REG_4 "r5"
#define LIBUNSHARE_REG_5 "r6"
#define LIBUNSHARE_REG_6 "r7"
#define LIBUNSHARE_CLOBBERS "memory"
