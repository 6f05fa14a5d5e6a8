/* SPDX-License-Identifier: MIT */
/*
 * x86_64 and x32, for C: registers and trap as in sysdep.h. A register has
 * 64 bits on x32 too, where long has 32.
 */
#define LIBUNSHARE_TRAP "syscall"
#define LIBUNSHARE_REG_NR "rax"
#define LIBUNSHARE_REG_RESULT "rax"
#define LIBUNSHARE_REG_1 "rdi"
#define LIBUNSHARE_REG_2 "rsi"
#define LIBUNSHARE_REG_3 "rdx"
#define LIBUNSHARE_REG_4 "r10"
#define LIBUNSHARE_REG_5 "r8"
#define LIBUNSHARE_REG_6 "r9"
#define LIBUNSHARE_CLOBBERS "rcx", "r11", "memory"
#ifdef __ILP32__
# define LIBUNSHARE_WORD long long
#endif
