/* SPDX-License-Identifier: MIT */
/*
 * arm (EABI), both byte orders, ARM and Thumb, for C: registers and trap as
 * in sysdep.h. Thumb code has its frame pointer in r7, which no asm can then
 * name: the number comes in ip, and r7 waits in lr, since moves from and to
 * high registers are the same in every version of Thumb.
 */
#define LIBUNSHARE_REG_RESULT "r0"
#define LIBUNSHARE_REG_1 "r0"
#define LIBUNSHARE_REG_2 "r1"
#define LIBUNSHARE_REG_3 "r2"
#define LIBUNSHARE_REG_4 "r3"
#define LIBUNSHARE_REG_5 "r4"
#define LIBUNSHARE_REG_6 "r5"
#ifdef __thumb__
# define LIBUNSHARE_TRAP "mov lr, r7; mov r7, ip; svc 0; mov r7, lr"
# define LIBUNSHARE_REG_NR "ip"
# define LIBUNSHARE_CLOBBERS "lr", "memory"
#else
# define LIBUNSHARE_TRAP "svc 0"
# define LIBUNSHARE_REG_NR "r7"
# define LIBUNSHARE_CLOBBERS "memory"
#endif
