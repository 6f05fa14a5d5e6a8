/* SPDX-License-Identifier: MIT */
/*
 * powerpc and powerpc64, for C: registers and trap as in sysdep.h. The flag
 * of the ABI becomes a sign.
 */
#define LIBUNSHARE_TRAP "sc; bns+ 0f; neg 3, 3; 0:"
#define LIBUNSHARE_REG_NR "r0"
#define LIBUNSHARE_REG_RESULT "r3"
#define LIBUNSHARE_REG_1 "r3"
#define LIBUNSHARE_REG_2 "r4"
#define LIBUNSHARE_REG_3 "r5"
#define LIBUNSHARE_REG_4 "r6"
#define LIBUNSHARE_REG_5 "r7"
#define LIBUNSHARE_REG_6 "r8"
#define LIBUNSHARE_LOST(X) X(NR) X(2) X(3) X(4) X(5) X(6)
#define LIBUNSHARE_CLOBBERS "r9", "r10", "r11", "r12", "ctr", "xer", "cr0", \
	"memory"
