/* SPDX-License-Identifier: MIT */
/*
 * loongarch64 and loongarch32, for C: registers and trap as in sysdep.h.
 */
#define LIBUNSHARE_TRAP "syscall 0"
#define LIBUNSHARE_REG_NR "$a7"
#define LIBUNSHARE_REG_RESULT "$a0"
#define LIBUNSHARE_REG_1 "$a0"
#define LIBUNSHARE_REG_2 "$a1"
#define LIBUNSHARE_REG_3 "$a2"
#define LIBUNSHARE_REG_4 "$a3"
#define LIBUNSHARE_REG_5 "$a4"
#define LIBUNSHARE_REG_6 "$a5"
#define LIBUNSHARE_CLOBBERS "$t0", "$t1", "$t2", "$t3", "$t4", "$t5", "$t6", \
	"$t7", "$t8", "memory"
