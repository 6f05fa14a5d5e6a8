/* SPDX-License-Identifier: MIT */
/*
 * aarch64, both byte orders, for C: registers and trap as in sysdep.h. Where
 * the compiler may use SVE by itself, it must know what a call leaves of it:
 * all predicates and the high part of each vector are zero afterwards. So is
 * ffr, which no compiler uses unasked, and clang has no name for.
 */
#define LIBUNSHARE_TRAP "svc 0"
#define LIBUNSHARE_REG_NR "x8"
#define LIBUNSHARE_REG_RESULT "x0"
#define LIBUNSHARE_REG_1 "x0"
#define LIBUNSHARE_REG_2 "x1"
#define LIBUNSHARE_REG_3 "x2"
#define LIBUNSHARE_REG_4 "x3"
#define LIBUNSHARE_REG_5 "x4"
#define LIBUNSHARE_REG_6 "x5"
#define LIBUNSHARE_CLOBBERS LIBUNSHARE_SVE "memory"
#ifdef __ARM_FEATURE_SVE
# define LIBUNSHARE_SVE "p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7", \
	"p8", "p9", "p10", "p11", "p12", "p13", "p14", "p15", \
	"z0", "z1", "z2", "z3", "z4", "z5", "z6", "z7", "z8", "z9", "z10", \
	"z11", "z12", "z13", "z14", "z15", "z16", "z17", "z18", "z19", \
	"z20", "z21", "z22", "z23", "z24", "z25", "z26", "z27", "z28", \
	"z29", "z30", "z31",
#else
# define LIBUNSHARE_SVE
#endif
