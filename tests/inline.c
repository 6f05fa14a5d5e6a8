/* SPDX-License-Identifier: MIT */
/*
 * The inline call of <unshare.h> as the function, so that the same tests run
 * on it. Its own answer is 0 or -errno, and it leaves errno to its caller.
 */
#include <unshare.h>

int *__errno_location(void);
int unshare(int flags);

int unshare(int flags)
{
	int result = unshare_raw(flags);

	if (result < 0 && result >= -4095) {
		*__errno_location() = -result;
		return -1;
	}
	return result;
}
