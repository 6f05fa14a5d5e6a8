/* SPDX-License-Identifier: MIT */
/*
 * xtensa, for C: registers and trap as in sysdep.h. The order of the
 * registers is the kernel's, in both ABIs of C.
 */
#define LIBUNSHARE_TRAP "syscall"
#define LIBUNSHARE_REG_NR "a2"
#define LIBUNSHARE_REG_RESULT "a2"
#define LIBUNSHARE_REG_1 "a6"
#define LIBUNSHARE_REG_2 "a3"
#define LIBUNSHARE_REG_3 "a4"
#define LIBUNSHARE_REG_4 "a5"
#define LIBUNSHARE_REG_5 "a8"
#define LIBUNSHARE_REG_6 "a9"
#define LIBUNSHARE_CLOBBERS "memory"
