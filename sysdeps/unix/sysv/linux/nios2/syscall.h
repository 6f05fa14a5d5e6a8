/* SPDX-License-Identifier: MIT */
/*
 * nios2, for C: registers and trap as in sysdep.h. The flag of the ABI
 * becomes a sign.
 */
#define LIBUNSHARE_TRAP "trap; beq r7, zero, 0f; sub r2, zero, r2; 0:"
#define LIBUNSHARE_REG_NR "r2"
#define LIBUNSHARE_REG_RESULT "r2"
#define LIBUNSHARE_REG_1 "r4"
#define LIBUNSHARE_REG_2 "r5"
#define LIBUNSHARE_REG_3 "r6"
#define LIBUNSHARE_REG_4 "r7"
#define LIBUNSHARE_REG_5 "r8"
#define LIBUNSHARE_REG_6 "r9"
#define LIBUNSHARE_LOST(X) X(4) X(5) X(6)
#define LIBUNSHARE_CLOBBERS "memory"
