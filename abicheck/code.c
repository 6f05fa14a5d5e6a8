/* SPDX-License-Identifier: MIT */
/*
 * Reads the instructions of a stub up to its trap: one row of code.list after
 * the other, from the symbol's first byte on. Nothing is guessed: an unknown
 * instruction ends it, and the caller says that it could not check.
 */
#include "code.h"

#include <stdio.h>
#include <string.h>

#define LONGEST 128	/* bytes from the symbol to its trap */
#define MOST_RELOCATIONS (1u << 20)

static const char what[] = "the code of the symbol";

/* Where the code is: in the file, its address, and how much there is */
struct place {
	uint64_t offset, address, left;
	int big, odd;	/* odd: by its lowest bit, the other encoding */
};

int code_widens(const struct abi *abi)
{
	unsigned i;

	for (i = 0; i < instruction_count; i++)
		if (instructions[i].kind == WIDEN &&
		    strcmp(instructions[i].set, abi->code) == 0)
			return 1;
	return 0;
}

/* powerpc64 ELFv1: a function is a descriptor, in .opd, whose first word is
   the address; an object has a relocation in its place. */
static int relocated(const struct elf *e, const struct section *opd,
	uint64_t value, struct section *code, uint64_t *at)
{
	const char *of = "the relocations of .opd";
	struct section s, symbols;
	uint64_t base, info, symbol;
	unsigned i, j;

	for (i = 1; i < e->shnum; i++) {
		s = elf_section(e, i);
		if (s.type != SHT_RELA || s.info != opd->index)
			continue;
		symbols = elf_section(e, s.link);
		if (s.size > MOST_RELOCATIONS * 24)
			fail("damaged or cut off: %s", of);
		for (j = 0; j < s.size / 24; j++) {
			base = s.offset + 24 * (uint64_t)j;
			if (elf_number(e, base, 8, of) != value)
				continue;
			info = elf_number(e, base + 8, 8, of);
			if ((info & 0xffffffff) != 38)	/* R_PPC64_ADDR64 */
				continue;
			symbol = symbols.offset + 24 * (info >> 32);
			*code = elf_section(e, (unsigned)elf_number(e,
				symbol + 6, 2, of));
			*at = elf_number(e, base + 16, 8, of) +
				elf_number(e, symbol + 8, 8, of);
			return 1;
		}
	}
	return 0;
}

static int find_in_object(const struct elf *e, const struct symbol *symbol,
	struct place *p)
{
	struct section s = elf_section(e, symbol->shndx), names;
	uint64_t at = symbol->value & ~(uint64_t)p->odd;

	names = elf_section(e, e->shstrndx);
	if (elf_string_is(e, &names, s.name, ".opd") &&
	    !relocated(e, &s, symbol->value, &s, &at))
		return 0;
	if (s.type != SHT_PROGBITS || !(s.flags & SHF_EXECINSTR) ||
	    at >= s.size)
		return 0;
	p->offset = s.offset + at;
	p->address = at;
	p->left = s.size - at;
	return 1;
}

static int find_linked(const struct elf *e, const struct symbol *symbol,
	struct place *p)
{
	struct section names = elf_section(e, e->shstrndx);
	struct section s = elf_section(e, symbol->shndx);
	uint64_t address = symbol->value & ~(uint64_t)p->odd, left;
	unsigned flags;

	if (elf_string_is(e, &names, s.name, ".opd"))
		address = elf_number(e, elf_address(e, address, &left, &flags),
			8, "a function's descriptor");
	p->address = address;
	p->offset = elf_address(e, address, &p->left, &flags);
	return (flags & PF_X) != 0;
}

/* Bit i of an instruction, the uppermost first. Unit by unit; in a unit the
   bytes are in the code's order. */
static int bit_of(const unsigned char *bytes, unsigned length, unsigned unit,
	int big, unsigned i)
{
	unsigned byte = i / 8;

	if (!unit)
		unit = length;
	if (!big)
		byte = byte / unit * unit + (unit - 1 - byte % unit);
	return bytes[byte] >> (7 - i % 8) & 1;
}

/* Does it match? Then its operand, whose upper groups have earlier letters */
static int matches(const struct instruction *row, const unsigned char *bytes,
	unsigned length, int big, uint64_t *operand)
{
	unsigned i;
	char group;
	int bit;

	for (i = 0; row->bits[i]; i++) {
		bit = bit_of(bytes, length, row->unit, big, i);
		if (row->bits[i] == '0' + !bit)
			return 0;
	}
	*operand = 0;
	for (group = 'A'; group <= 'D'; group++)
		for (i = 0; row->bits[i]; i++)
			if (row->bits[i] == group)
				*operand = *operand << 1 | (unsigned)bit_of(
					bytes, length, row->unit, big, i);
	return 1;
}

/* Data stands in the file's byte order, where code may not. */
static uint64_t literal(const struct elf *e, const struct instruction *row,
	const struct place *p, uint64_t pc, uint64_t operand)
{
	unsigned n = row->literal_bits / 8;
	uint64_t at = p->address + pc;

	at = (n == 4 ? at & ~3ull : at) - p->address + row->literal_from +
		operand * row->literal_scale;
	if (at > p->left || n > p->left - at)
		fail("damaged or cut off: %s", what);
	return elf_number(e, p->offset + at, n, what);
}

/* The row of the instruction at pc, or 0, with its length */
static const struct instruction *decode(const struct elf *e,
	const char *set, const struct place *p, uint64_t pc, unsigned *length,
	uint64_t *operand)
{
	unsigned i;

	for (i = 0; i < instruction_count; i++) {
		if (strcmp(instructions[i].set, set) != 0)
			continue;
		*length = (unsigned)strlen(instructions[i].bits) / 8;
		if (*length <= p->left - pc && matches(&instructions[i],
		    elf_bytes(e, p->offset + pc, *length, what), *length,
		    p->big, operand))
			return &instructions[i];
	}
	return 0;
}

static void unknown(const struct elf *e, const struct place *p, uint64_t pc,
	struct code *code)
{
	unsigned i, n = p->left - pc < 4 ? (unsigned)(p->left - pc) : 4;
	int used = snprintf(code->why, sizeof(code->why),
		"no known instruction %u bytes into it:", (unsigned)pc);

	for (i = 0; i < n; i++)
		used += snprintf(code->why + used,
			sizeof(code->why) - (size_t)used, " %02x",
			*elf_bytes(e, p->offset + pc + i, 1, what));
}

static void read_at(const struct elf *e, const char *set,
	const struct place *p, struct code *code)
{
	const struct instruction *row;
	uint64_t pc = 0, operand;
	unsigned length;
	int slot = 0;

	while (pc < LONGEST) {
		row = pc < p->left ? decode(e, set, p, pc, &length,
			&operand) : 0;
		if (!row || (slot && row->kind >= TRAP)) {
			unknown(e, p, pc, code);
			return;
		}
		if (row->kind == NUMBER || row->kind == LITERAL) {
			code->loaded = 1;
			code->number = row->kind == NUMBER ? operand :
				literal(e, row, p, pc, operand);
		}
		code->widened |= row->kind == WIDEN;
		if (row->kind == LEAVE) {
			snprintf(code->why, sizeof(code->why),
				"it goes elsewhere before a trap");
			return;
		}
		code->trapped = slot || row->kind == TRAP;
		if (code->trapped)
			return;
		slot = row->kind == SLOT;
		pc += length;
	}
	snprintf(code->why, sizeof(code->why), "no trap in its first %d bytes",
		LONGEST);
}

void code_read(const struct elf *e, const struct abi *abi,
	const struct symbol *symbol, struct code *code)
{
	struct place p = { .big = e->big };
	const char *set = abi->code;
	int found;

	memset(code, 0, sizeof(*code));
	if (!*set) {
		snprintf(code->why, sizeof(code->why),
			"no instructions of %s are known", abi->name);
		return;
	}
	if (strcmp(set, "aarch64") == 0)
		p.big = 0;	/* code is little-endian on aarch64_be too */
	if (strcmp(set, "arm") == 0) {
		p.odd = symbol->value & 1;
		set = p.odd ? "thumb" : "arm";
		if (e->flags & 0x00800000)	/* EF_ARM_BE8 */
			p.big = 0;
	}
	if (strcmp(set, "mips") == 0 && symbol->value & 1) {
		p.odd = 1;
		set = "micromips";
	}
	found = e->type == ET_REL ? find_in_object(e, symbol, &p) :
		find_linked(e, symbol, &p);
	if (!found) {
		snprintf(code->why, sizeof(code->why), "it is not in code");
		return;
	}
	read_at(e, set, &p, code);
}
