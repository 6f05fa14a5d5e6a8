/* SPDX-License-Identifier: MIT */
/*
 * hppa, for C: registers and trap as in sysdep.h. The number is in its
 * register before the trap here, whose delay slot therefore stays empty.
 */
#define LIBUNSHARE_TRAP "ble 0x100(%%sr2, %%r0)\n\tnop"
#define LIBUNSHARE_REG_NR "r20"
#define LIBUNSHARE_REG_RESULT "r28"
#define LIBUNSHARE_REG_1 "r26"
#define LIBUNSHARE_REG_2 "r25"
#define LIBUNSHARE_REG_3 "r24"
#define LIBUNSHARE_REG_4 "r23"
#define LIBUNSHARE_REG_5 "r22"
#define LIBUNSHARE_REG_6 "r21"
#define LIBUNSHARE_LOST(X) X(5) X(6) X(NR)
#define LIBUNSHARE_CLOBBERS "r1", "r2", "r29", "r31", "memory"
