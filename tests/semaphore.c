/* SPDX-License-Identifier: MIT */
/*
 * System V semaphores, as rt.h has them: a call of each, or one call for all,
 * or both, of which an older kernel has but the latter.
 */
#include "rt.h"

#define GETVAL 12

long rt_semget(long key, int flags)
{
	long result = -ENOSYS;

#ifdef __NR_semget
	result = (long)CALL3(semget, key, 1, flags);
#endif
#ifdef __NR_ipc
	if (result == -ENOSYS)
		result = (long)CALL6(ipc, 2, key, 1, flags, 0, 0);
#endif
	return result;
}

long rt_semop(long set, int number, int flags)
{
	short operation[3] = { 0, (short)number, (short)flags };
	long result = -ENOSYS;

#ifdef __NR_semop
	result = (long)CALL3(semop, set, ADDRESS(operation), 1);
#elif defined __NR_semtimedop_time64
	result = (long)CALL4(semtimedop_time64, set, ADDRESS(operation), 1, 0);
#elif defined __NR_semtimedop
	result = (long)CALL4(semtimedop, set, ADDRESS(operation), 1, 0);
#endif
#ifdef __NR_ipc
	if (result == -ENOSYS)
		result = (long)CALL6(ipc, 1, set, 1, 0, ADDRESS(operation), 0);
#endif
	return result;
}

long rt_semval(long set)
{
	long result = -ENOSYS;
#ifdef __NR_semctl
	result = (long)CALL4(semctl, set, 0, GETVAL, 0);
#endif
#ifdef __NR_ipc
	unsigned long nothing = 0;

	if (result == -ENOSYS)
		result = (long)CALL6(ipc, 3, set, 0, GETVAL, ADDRESS(&nothing),
			0);
#endif
	return result;
}
