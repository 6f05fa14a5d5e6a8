/* SPDX-License-Identifier: MIT */
/*
 * alpha, for C: registers and trap as in sysdep.h. The flag of the ABI
 * becomes a sign, without a branch; $1 is lost anyway.
 */
#define LIBUNSHARE_TRAP "callsys; subq $31, $0, $1; cmovne $19, $1, $0"
#define LIBUNSHARE_REG_NR "$0"
#define LIBUNSHARE_REG_RESULT "$0"
#define LIBUNSHARE_REG_1 "$16"
#define LIBUNSHARE_REG_2 "$17"
#define LIBUNSHARE_REG_3 "$18"
#define LIBUNSHARE_REG_4 "$19"
#define LIBUNSHARE_REG_5 "$20"
#define LIBUNSHARE_REG_6 "$21"
#define LIBUNSHARE_LOST(X) X(1) X(2) X(3) X(4) X(5) X(6)
#define LIBUNSHARE_CLOBBERS "$1", "$2", "$3", "$4", "$5", "$6", "$7", "$8", \
	"$22", "$23", "$24", "$25", "$27", "$28", "memory"
