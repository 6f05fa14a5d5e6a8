/* SPDX-License-Identifier: MIT */
/*
 * Reading an ELF file that may be damaged or hostile. Each read goes through
 * elf_bytes(), which knows the end of the file; what lies beyond it, or makes
 * no sense, ends the program with one line on stderr and status 2. So nothing
 * here returns an error, and nothing that was read by mistake is reported.
 */
#ifndef ABICHECK_ELF_H
#define ABICHECK_ELF_H

#include <stdint.h>

enum { ET_REL = 1, ET_EXEC = 2, ET_DYN = 3 };
enum { SHT_PROGBITS = 1, SHT_SYMTAB = 2, SHT_RELA = 4, SHT_NOTE = 7,
	SHT_DYNSYM = 11 };
enum { SHF_EXECINSTR = 4 };
enum { PT_LOAD = 1, PT_DYNAMIC = 2, PT_INTERP = 3 };
enum { DT_STRTAB = 5, DT_SYMTAB = 6, DT_SONAME = 14 };
#define DT_VERSYM 0x6ffffff0
#define DT_VERDEF 0x6ffffffc
enum { PF_X = 1 };
#define SHT_GNU_VERDEF 0x6ffffffd
#define SHT_GNU_VERSYM 0x6fffffff
#define PT_GNU_STACK 0x6474e551
#define PT_GNU_PROPERTY 0x6474e553

struct elf {
	uint64_t start, size;	/* of it in the file: an archive has many */
	int bits, big;
	unsigned type, machine, flags;
	uint64_t shoff, phoff;
	unsigned shnum, shentsize, shstrndx, phnum, phentsize;
};

struct section {
	unsigned index, name, type, link, info;
	uint64_t flags, addr, offset, size, entsize;
};

struct segment {
	unsigned type, flags;
	uint64_t offset, vaddr, filesz;
};

struct symbol {
	unsigned index, type, binding, visibility, shndx;
	uint64_t value, size;
};

/* One line on stderr, with the file's name; status 2. */
void fail(const char *format, ...)
	__attribute__((noreturn, format(printf, 1, 2)));

/* Opens the file for all that follows; returns its size. */
uint64_t elf_file(const char *path);
/* n bytes, 256 at most, good until the next call */
const unsigned char *elf_bytes(const struct elf *e, uint64_t offset,
	unsigned n, const char *what);
uint64_t elf_number(const struct elf *e, uint64_t offset, unsigned n,
	const char *what);
/* Reads the header; 0 if there is no ELF file. */
int elf_open(struct elf *e, uint64_t start, uint64_t size);
struct section elf_section(const struct elf *e, unsigned index);
struct segment elf_segment(const struct elf *e, unsigned index);
/* The first of that type: is there one? */
int elf_find_section(const struct elf *e, unsigned type, struct section *s);
int elf_find_segment(const struct elf *e, unsigned type, struct segment *s);
/* The string at that place of a section of strings: is it the text? */
int elf_string_is(const struct elf *e, const struct section *s, uint64_t at,
	const char *text);
void elf_string(const struct elf *e, const struct section *s, uint64_t at,
	char *text, unsigned size);
/* The entry of the dynamic section: is there one? */
int elf_dynamic(const struct elf *e, uint64_t tag, uint64_t *value);
/* Those symbols of a table that are global and have the name: how many */
unsigned elf_symbols(const struct elf *e, const struct section *table,
	const char *name, struct symbol *found, unsigned most);
/* The symbol's version, "" for none; *is_default as in name@@version */
void elf_version(const struct elf *e, unsigned symbol, char *text,
	unsigned size, int *is_default);
/* Where in the file the bytes of a linked file's address are, and how many */
uint64_t elf_address(const struct elf *e, uint64_t address, uint64_t *left,
	unsigned *segment_flags);

#endif
