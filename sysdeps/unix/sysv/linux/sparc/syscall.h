/* SPDX-License-Identifier: MIT */
/*
 * sparc and sparc64, for C: registers and trap as in sysdep.h. The flag of
 * the ABI becomes a sign: the delay slot of a branch to the instruction after
 * it is annulled unless the flag is set.
 */
#ifdef __arch64__
# define LIBUNSHARE_TRAP \
	"ta 0x6d; bcs,a,pn %%xcc, 0f; sub %%g0, %%o0, %%o0; 0:"
#else
# define LIBUNSHARE_TRAP "ta 0x10; bcs,a 0f; sub %%g0, %%o0, %%o0; 0:"
#endif
#define LIBUNSHARE_REG_NR "g1"
#define LIBUNSHARE_REG_RESULT "o0"
#define LIBUNSHARE_REG_1 "o0"
#define LIBUNSHARE_REG_2 "o1"
#define LIBUNSHARE_REG_3 "o2"
#define LIBUNSHARE_REG_4 "o3"
#define LIBUNSHARE_REG_5 "o4"
#define LIBUNSHARE_REG_6 "o5"
#define LIBUNSHARE_LOST(X) X(2) X(NR)
#ifdef __sparc_v9__
# define LIBUNSHARE_UPPER_FLOAT "f32", "f34", "f36", "f38", "f40", "f42", \
	"f44", "f46", "f48", "f50", "f52", "f54", "f56", "f58", "f60", "f62",
#else
# define LIBUNSHARE_UPPER_FLOAT
#endif
#define LIBUNSHARE_CLOBBERS "f0", "f1", "f2", "f3", "f4", "f5", "f6", "f7", \
	"f8", "f9", "f10", "f11", "f12", "f13", "f14", "f15", "f16", "f17", \
	"f18", "f19", "f20", "f21", "f22", "f23", "f24", "f25", "f26", "f27", \
	"f28", "f29", "f30", "f31", LIBUNSHARE_UPPER_FLOAT "cc", "memory"
