/* SPDX-License-Identifier: MIT */
/*
 * mips: o32, n32 and n64, for C: registers and trap as in sysdep.h. The flag
 * of the ABI becomes a sign; $t4-$t7 have other names in n32 and n64, whose
 * registers have 64 bits in n32 too.
 */
#define LIBUNSHARE_TRAP "syscall; beqz $7, 0f; negu $2, $2; 0:"
#define LIBUNSHARE_REG_NR "$2"
#define LIBUNSHARE_REG_RESULT "$2"
#define LIBUNSHARE_REG_1 "$4"
#define LIBUNSHARE_REG_2 "$5"
#define LIBUNSHARE_REG_3 "$6"
#define LIBUNSHARE_REG_4 "$7"
#define LIBUNSHARE_REG_5 "$8"
#define LIBUNSHARE_REG_6 "$9"
#define LIBUNSHARE_LOST(X) X(4) X(5) X(6)
#define LIBUNSHARE_CLOBBERS "$1", "$3", "$10", "$11", "$12", "$13", "$14", \
	"$15", "$24", "$25", LIBUNSHARE_HI_LO "memory"
#if __mips_isa_rev >= 6
# define LIBUNSHARE_HI_LO
#else
# define LIBUNSHARE_HI_LO "hi", "lo",
#endif
#if _MIPS_SIM == 1	/* _ABIO32; libcs define all three */
/* Arguments five and six are read from where a C function has them. */
# define LIBUNSHARE_TRAP_5 \
	"addiu $29, -32; sw $8, 16($29);" LIBUNSHARE_TRAP "addiu $29, 32"
# define LIBUNSHARE_TRAP_6 "addiu $29, -32; sw $8, 16($29);" \
	"sw $9, 20($29);" LIBUNSHARE_TRAP "addiu $29, 32"
#endif
#if _MIPS_SIM == 2	/* _ABIN32 */
# define LIBUNSHARE_WORD long long
#endif
