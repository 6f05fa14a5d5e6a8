/* SPDX-License-Identifier: MIT */
/* What the parts of the conformance test share. */
#include "rt.h"
#include <sched.h>

#define NAMESPACES (CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC | \
	CLONE_NEWNET | CLONE_NEWPID | CLONE_NEWCGROUP | CLONE_NEWTIME)
#define KNOWN (NAMESPACES | CLONE_NEWUSER | CLONE_FS | CLONE_FILES | \
	CLONE_SYSVSEM | CLONE_VM | CLONE_SIGHAND | CLONE_THREAD)

/* unshare(flags), which must be 0 and leave errno alone, or set this errno. */
void expect(int flags, int number);

extern int emulated;	/* by QEMU user mode */
int may_administer(void);	/* in this user namespace: CAP_SYS_ADMIN */
int has(const char *path);

void test_sharing(void);	/* sharing.c */
void test_alone(const char *alone, const char *threaded, int flag);
void test_namespaces(void);	/* namespaces.c */
