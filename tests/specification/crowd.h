/* SPDX-License-Identifier: MIT */
/* The ten tasks of concurrency.c, as watchdog.c sees them */
#ifndef CROWD_H
#define CROWD_H

#include "specification.h"

#define EXECVE 2		/* the first two members */
#define EXIT 2			/* the next two; the others unshare */
#define MEMBERS 10

enum state { READY = 1, BUSY, OVER };

/* Each number has one writer at a time. */
struct member {
	futex state;
	volatile long id;
	volatile unsigned long word;
	futex called, awaited;		/* how often; when another goes on */
	unsigned draw;
	struct tally tally;
};

#define LOOPS 64		/* calls of each member that unshares */
#define OUR_MASK 022
#define MARK 100		/* a descriptor that nobody else opens */

extern struct crowd {
	futex begun;			/* the futex that all start by */
	futex over;			/* the watchdog may go */
	bool threads;
	volatile long leader;
	volatile unsigned long rounds, made, ended;
	struct member member[MEMBERS];
} *crowd;

void unshare_often(struct member *member);	/* member.c */

/* Ends a round in which nothing moves, and says which member does not. */
void watch_begin(void);
void watch_end(void);

#endif
