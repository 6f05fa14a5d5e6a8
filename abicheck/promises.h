/* SPDX-License-Identifier: MIT */
/*
 * What an ELF file of each ABI promises, and how its code is read: the rows of
 * the registry, elf.list and code.list, which scripts/emit-abicheck-tables.awk
 * makes into tables.
 */
#ifndef ABICHECK_PROMISES_H
#define ABICHECK_PROMISES_H

#include <stdint.h>

struct abi {
	const char *name, *table;	/* of the kernel, for its number */
	int bits, big;
	unsigned machine[2], mask, flags;	/* of the ELF header: either */
	unsigned number;
	const char *symbol, *version, *libc_version;	/* "" for none */
	unsigned property, property_value;	/* type 0 for none */
	const char *code, *sysdep;
};
extern const struct abi abis[];
extern const unsigned abi_count;

enum kind { NUMBER, LITERAL, WIDEN, PASS, TRAP, SLOT, LEAVE };
struct instruction {
	const char *set;
	unsigned unit;		/* bytes; 0 is all */
	enum kind kind;
	const char *bits;	/* 01x and A-D, without blanks */
	unsigned literal_bits, literal_from, literal_scale;
};
extern const struct instruction instructions[];
extern const unsigned instruction_count;

#endif
