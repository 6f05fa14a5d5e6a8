/* SPDX-License-Identifier: MIT */
/* What the checks of one ELF file share: the rows, and the file's ABI. */
#ifndef ABICHECK_ROWS_H
#define ABICHECK_ROWS_H

#include "elf.h"
#include "promises.h"

extern const struct abi *abi;

void row(const char *promise, const char *expected, const char *found,
	const char *verdict, const char *source);
/* Holds if both are the same text. */
void compare(const char *promise, const char *expected, const char *found,
	const char *source);

void check_stack(const struct elf *e);
void check_property(const struct elf *e);

#endif
