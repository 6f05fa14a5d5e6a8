/* SPDX-License-Identifier: MIT */
/* Between the parts of the test of unshare_explain. */
#ifndef SITUATIONS_H
#define SITUATIONS_H

#include "rt.h"
#include <linux/fcntl.h>
#include <sched.h>
#include <unshare.h>

#define NOBODY 65534	/* a user id that owns nothing */

/* Makes the call, and prints what is said of its answer. */
void call(int flags);
/* The same of an answer that is given. */
void tell(int flags, int error);
/* Ends the child: the situation cannot be had here. */
void impossible(const char *reason) __attribute__((noreturn));
void complain(const char *what) __attribute__((noreturn));

/* A second thread, while it lasts */
void begin_thread(void);
void end_thread(void);
void become_user(void);
/* A user namespace of our own, with or without an id in it */
void user_namespace(int with_ids);
/* In a mount namespace of our own: a file system over that directory */
void own_mounts(void);
void mount_over(const char *where, const char *kind, const char *options);
void make_directory(const char *path);

struct situation {
	const char *name;
	void (*function)(void);
	int on_demand;		/* changes the machine for a moment */
};
extern const struct situation causes[], places[];	/* up to no name */

#endif
