/* SPDX-License-Identifier: MIT */
/*
 * riscv32 and riscv64, for C: registers and trap as in sysdep.h. Where the
 * compiler may use vectors by itself, it must know that a call leaves none.
 */
#define LIBUNSHARE_TRAP "ecall"
#define LIBUNSHARE_REG_NR "a7"
#define LIBUNSHARE_REG_RESULT "a0"
#define LIBUNSHARE_REG_1 "a0"
#define LIBUNSHARE_REG_2 "a1"
#define LIBUNSHARE_REG_3 "a2"
#define LIBUNSHARE_REG_4 "a3"
#define LIBUNSHARE_REG_5 "a4"
#define LIBUNSHARE_REG_6 "a5"
#define LIBUNSHARE_CLOBBERS LIBUNSHARE_VECTOR "memory"
#ifdef __riscv_vector
# define LIBUNSHARE_VECTOR "vl", "vtype", "v0", "v1", "v2", "v3", "v4", \
	"v5", "v6", "v7", "v8", "v9", "v10", "v11", "v12", "v13", "v14", \
	"v15", "v16", "v17", "v18", "v19", "v20", "v21", "v22", "v23", \
	"v24", "v25", "v26", "v27", "v28", "v29", "v30", "v31",
#else
# define LIBUNSHARE_VECTOR
#endif
