/* SPDX-License-Identifier: MIT */

/*
 * __libunshare_error - the error path of every stub
 * @result: what the kernel answered
 *
 * Sets errno to -@result and returns -1, if that is an error: -4095 to -1.
 * Else it returns @result: a stub asks the cheapest question that tells success
 * from all else, in most cases whether the answer is negative, which an address
 * may be as well, and leaves the exact one to this function. So the usual way
 * is the shortest there is, and every call has the general test nevertheless.
 *
 * Hidden: a stub reaches it by a plain branch, and nothing outside the library
 * sees it. Two ABIs have what makes that branch enough: i386 passes @result in
 * a register, although C there passes arguments on the stack, and a stub of
 * powerpc, where errors are flagged, passes the errno as it is, positive.
 */
#ifdef __i386__
# define IN_REGISTER __attribute__((regparm(1)))
#else
# define IN_REGISTER
#endif
IN_REGISTER long __libunshare_error(long result)
	__attribute__((visibility("hidden")));
