/* SPDX-License-Identifier: MIT */
/*
 * Registers over a call, as rt.h has them: more values are alive than there are
 * registers, and the compiler is to keep as many there as it can.
 */
#include "rt.h"

#define EACH(X) X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11) \
	X(12) X(13) X(14) X(15) X(16) X(17) X(18) X(19) X(20) X(21) X(22) X(23)
#define VALUE(i) (0x5a3c0000L + ((i) << 8 | (i))),
#define LOAD(i) long v##i = source[i];
#define WATCH(i) if (v##i != source[i]) wrong = i + 1;
static volatile long source[] = { EACH(VALUE) };

__attribute__((noinline)) int stub_keeps(int (*stub)(int), int flags,
	long *result)
{
	int wrong = 0;

	EACH(LOAD)
	*result = stub(flags);
	EACH(WATCH)
	return wrong;
}

__attribute__((noinline)) int trap_keeps(int flags, long *result)
{
	int wrong = 0;

	EACH(LOAD)
	*result = (long)CALL1(unshare, flags);
	EACH(WATCH)
	return wrong;
}
