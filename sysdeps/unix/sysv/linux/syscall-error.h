/* SPDX-License-Identifier: MIT */

/*
 * __libunshare_error - the error path of every stub
 * @result: what the kernel answered, -4095 to -1
 *
 * Sets errno to -@result and returns -1. A stub whose ABI flags an error
 * beside a positive errno negates it first. Hidden: a stub reaches it by a
 * plain branch, and nothing outside the library sees it.
 */
long __libunshare_error(long result) __attribute__((visibility("hidden")));
