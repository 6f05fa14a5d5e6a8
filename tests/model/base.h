/* SPDX-License-Identifier: MIT */
/*
 * What the model takes of C: numbers of errors, memory, counters. It is
 * compiled for every ABI and then without libc or the compiler's headers; a
 * program has one task to ask about, so nothing is counted by two threads.
 */
#ifndef BASE_H
#define BASE_H

#if __STDC_HOSTED__
#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#else
#include <asm/errno.h>
#define NULL ((void *)0)
#define bool _Bool
#define false 0
#define true 1
typedef __SIZE_TYPE__ size_t;
typedef int atomic_int;
typedef unsigned atomic_uint;
typedef unsigned long atomic_ulong;
#define atomic_init(at, value) (*(at) = (value))
#define atomic_load(at) (*(at))
#define atomic_fetch_add(at, value) __extension__ ({ \
	__typeof__(*(at)) was = *(at); *(at) = was + (value); was; })
#define atomic_fetch_sub(at, value) atomic_fetch_add(at, -(value))
void *memset(void *to, int byte, size_t size);
void *memcpy(void *to, const void *from, size_t size);
#endif

#endif
