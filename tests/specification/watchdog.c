/* SPDX-License-Identifier: MIT */
/*
 * The watchdog of concurrency.c. A run is slow as long as anything moves or
 * waits for a processor; it hangs when for a minute no call has returned and
 * none of the members is ready to run.
 */
#include "crowd.h"

#define MINUTE 60

static long watchdog;

/* The kernel's own word for it: R, S, D, ...; behind the name in brackets */
static char state_of(long id)
{
	char path[64], text[400];
	long i;

	append(append_number(append(path, "/proc/"), id), "/stat");
	for (i = rt_read(path, text, sizeof(text)) - 1; i > 0; i--)
		if (text[i] == ')')
			return text[i + 2];
	return '?';
}

static void tell(unsigned index)
{
	const struct member *member = &crowd->member[index];
	char path[64], text[64], state[2] = "";

	state[0] = state_of(member->id);
	append(append_number(append(path, "/proc/"), member->id), "/wchan");
	rt_read(path, text, sizeof(text));
	put("# hangs: member ");
	put_number((long)index);
	put(index < EXECVE ? ", to execve" : index < EXECVE + EXIT ?
		", to exit" : ", to unshare");
	put(", word ");
	put_hex(member->word);
	put(", after ");
	put_number(member->called);
	put(" calls; state ");
	put(state);
	put(" in ");
	put(text);
	end_line();
}

static unsigned long progress(void)
{
	unsigned long sum = crowd->rounds + crowd->made + crowd->ended;
	unsigned i;

	for (i = 0; i < MEMBERS; i++)
		sum += crowd->member[i].tally.compared +
			(unsigned)crowd->member[i].state;
	return sum;
}

static bool can_run(void)
{
	unsigned i;

	for (i = 0; i < MEMBERS; i++)
		if (crowd->member[i].state != OVER &&
		    state_of(crowd->member[i].id) == 'R')
			return true;
	return state_of(crowd->leader) == 'R';
}

static void watch(void)
{
	unsigned long last = 0, now;
	unsigned idle = 0, i;

	rt_alarm(1200);
	while (!crowd->over) {
		futex_wait(&crowd->over, 0);
		now = progress();
		idle = now != last || can_run() ? 0 : idle + 1;
		last = now;
		if (idle < MINUTE)
			continue;
		for (i = 0; i < MEMBERS; i++)
			if (crowd->member[i].state != OVER &&
			    state_of(crowd->member[i].id) != 'Z')
				tell(i);
		CALL2(kill, crowd->leader, 9 /* SIGKILL */);
		idle = 0;
	}
	rt_exit(0);
}

void watch_begin(void)
{
	watchdog = rt_fork(0);
	CHECK(watchdog >= 0, watchdog);
	if (watchdog == 0)
		watch();
}

void watch_end(void)
{
	crowd->over = 1;
	futex_wake(&crowd->over);
	rt_wait(watchdog);
}
