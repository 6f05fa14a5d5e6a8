/* SPDX-License-Identifier: MIT */
/*
 * The ELF files of all machines, read as elf.h says: by pread(2) through a few
 * windows, so that a file of any size costs the same memory, and one that is
 * cut while it is read is no more than damaged.
 */
#include "elf.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* No real file comes near; a made-up one would keep the program for hours. */
#define MOST_SYMBOLS (1u << 24)
#define MOST_SECTIONS (1u << 20)

static const char *file;
static int fd;
/* Headers, symbols and names are far from each other, and read in turn. */
static struct window {
	uint64_t start;
	unsigned size;
	unsigned char bytes[32768];
} windows[4];

void fail(const char *format, ...)
{
	va_list arguments;

	fprintf(stderr, "libunshare-abicheck: %s: ", file);
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	putc('\n', stderr);
	exit(2);
}

static void damaged(const char *what)
{
	fail("damaged or cut off: %s", what);
}

/* Not to wait for a FIFO's writer, nor to read a device that has no end */
uint64_t elf_file(const char *path)
{
	struct stat status;

	file = path;
	fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		fail("cannot open it: %s", strerror(errno));
	if (fstat(fd, &status) != 0)
		fail("%s", strerror(errno));
	if (!S_ISREG(status.st_mode))
		fail("no regular file");
	return (uint64_t)status.st_size;
}

static void fill(struct window *w, uint64_t from)
{
	ssize_t got;

	w->start = from & ~(uint64_t)4095;
	w->size = 0;
	do {
		got = pread(fd, w->bytes + w->size, sizeof(w->bytes) - w->size,
			(off_t)(w->start + w->size));
		if (got < 0 && errno != EINTR)
			fail("cannot read it: %s", strerror(errno));
		w->size += got > 0 ? (unsigned)got : 0;
	} while (got != 0 && w->size < sizeof(w->bytes));
}

static int covers(const struct window *w, uint64_t from, unsigned n)
{
	return from >= w->start && from - w->start + n <= w->size;
}

const unsigned char *elf_bytes(const struct elf *e, uint64_t offset,
	unsigned n, const char *what)
{
	static unsigned next;
	uint64_t from = e->start + offset;
	struct window *w;

	if (offset > e->size || n > e->size - offset)
		damaged(what);
	for (w = windows; w < windows + 4; w++)
		if (covers(w, from, n))
			return w->bytes + (from - w->start);
	w = &windows[next++ % 4];
	fill(w, from);
	if (!covers(w, from, n))
		damaged(what);
	return w->bytes + (from - w->start);
}

uint64_t elf_number(const struct elf *e, uint64_t offset, unsigned n,
	const char *what)
{
	const unsigned char *byte = elf_bytes(e, offset, n, what);
	uint64_t number = 0;
	unsigned i;

	for (i = 0; i < n; i++)
		number = number << 8 | byte[e->big ? i : n - 1 - i];
	return number;
}

static unsigned u16(const struct elf *e, uint64_t offset, const char *what)
{
	return (unsigned)elf_number(e, offset, 2, what);
}

static unsigned u32(const struct elf *e, uint64_t offset, const char *what)
{
	return (unsigned)elf_number(e, offset, 4, what);
}

/* A field that is as wide as an address, given where it is in both classes */
static uint64_t word(const struct elf *e, uint64_t base, unsigned at32,
	unsigned at64, const char *what)
{
	return e->bits == 64 ? elf_number(e, base + at64, 8, what) :
		elf_number(e, base + at32, 4, what);
}

static void check_table(const struct elf *e, uint64_t offset, uint64_t count,
	uint64_t entry, const char *what)
{
	if (count && (offset > e->size || count > (e->size - offset) / entry))
		damaged(what);
}

int elf_open(struct elf *e, uint64_t start, uint64_t size)
{
	const char *what = "the ELF header";
	const unsigned char *id;
	unsigned after;

	memset(e, 0, sizeof(*e));
	e->start = start;
	e->size = size;
	if (size < 4 || memcmp(elf_bytes(e, 0, 4, what), "\177ELF", 4) != 0)
		return 0;
	id = elf_bytes(e, 0, 16, what);
	if (id[4] < 1 || id[4] > 2 || id[5] < 1 || id[5] > 2 || id[6] != 1)
		damaged("class, byte order or version in the ELF header");
	e->bits = id[4] == 2 ? 64 : 32;
	e->big = id[5] == 2;
	e->type = u16(e, 16, what);
	e->machine = u16(e, 18, what);
	e->phoff = word(e, 0, 28, 32, what);
	e->shoff = word(e, 0, 32, 40, what);
	after = e->bits == 64 ? 48 : 36;
	e->flags = u32(e, after, what);
	e->phentsize = u16(e, after + 6, what);
	e->phnum = u16(e, after + 8, what);
	e->shentsize = u16(e, after + 10, what);
	e->shnum = u16(e, after + 12, what);
	e->shstrndx = u16(e, after + 14, what);
	if (e->type < ET_REL || e->type > ET_DYN)
		fail("an ELF file, but no object, library or program");
	if (!e->shoff)
		fail("not checkable: no section headers");
	if (e->shentsize != (e->bits == 64 ? 64 : 40) ||
	    (e->phnum && e->phentsize != (e->bits == 64 ? 56 : 32)))
		damaged("the size of a table's entry in the ELF header");
	if (e->shnum == 0)	/* there are too many for the field */
		e->shnum = elf_section(e, 0).size > MOST_SECTIONS ? ~0u :
			(unsigned)elf_section(e, 0).size;
	if (e->shnum > MOST_SECTIONS)
		damaged("the number of sections");
	if (e->shstrndx == 0xffff)
		e->shstrndx = elf_section(e, 0).link;
	check_table(e, e->shoff, e->shnum, e->shentsize, "the section headers");
	check_table(e, e->phoff, e->phnum, e->phentsize, "the program headers");
	return 1;
}

struct section elf_section(const struct elf *e, unsigned index)
{
	const char *what = "a section header";
	uint64_t base = e->shoff + (uint64_t)index * e->shentsize;
	struct section s = { .index = index };

	if (index && index >= e->shnum)
		damaged("the number of a section");
	s.name = u32(e, base, what);
	s.type = u32(e, base + 4, what);
	s.flags = word(e, base, 8, 8, what);
	s.addr = word(e, base, 12, 16, what);
	s.offset = word(e, base, 16, 24, what);
	s.size = word(e, base, 20, 32, what);
	s.link = u32(e, base + (e->bits == 64 ? 40 : 24), what);
	s.info = u32(e, base + (e->bits == 64 ? 44 : 28), what);
	s.entsize = word(e, base, 36, 56, what);
	return s;
}

struct segment elf_segment(const struct elf *e, unsigned index)
{
	const char *what = "a program header";
	uint64_t base = e->phoff + (uint64_t)index * e->phentsize;
	struct segment s = { 0 };

	s.type = u32(e, base, what);
	s.flags = u32(e, base + (e->bits == 64 ? 4 : 24), what);
	s.offset = word(e, base, 4, 8, what);
	s.vaddr = word(e, base, 8, 16, what);
	s.filesz = word(e, base, 16, 32, what);
	return s;
}

int elf_find_section(const struct elf *e, unsigned type, struct section *s)
{
	unsigned i;

	for (i = 1; i < e->shnum; i++) {
		*s = elf_section(e, i);
		if (s->type == type)
			return 1;
	}
	return 0;
}

int elf_find_segment(const struct elf *e, unsigned type, struct segment *s)
{
	unsigned i;

	for (i = 0; i < e->phnum; i++) {
		*s = elf_segment(e, i);
		if (s->type == type)
			return 1;
	}
	return 0;
}

void elf_string(const struct elf *e, const struct section *s, uint64_t at,
	char *text, unsigned size)
{
	unsigned i;

	for (i = 0; ; i++, at++) {
		if (at >= s->size)
			damaged("a name in a table of strings");
		if (i == size - 1)
			break;
		text[i] = (char)elf_number(e, s->offset + at, 1, "a name");
		if (!text[i])
			return;
	}
	text[i] = 0;
}

int elf_string_is(const struct elf *e, const struct section *s, uint64_t at,
	const char *text)
{
	char name[40];

	elf_string(e, s, at, name, sizeof(name));
	return strcmp(name, text) == 0;
}

int elf_dynamic(const struct elf *e, uint64_t tag, uint64_t *value)
{
	const char *what = "the dynamic section";
	unsigned width = e->bits / 8;
	struct segment s;
	uint64_t at, found;

	if (!elf_find_segment(e, PT_DYNAMIC, &s))
		return 0;
	for (at = 0; s.filesz - at >= 2 * width; at += 2 * width) {
		found = elf_number(e, s.offset + at, width, what);
		*value = elf_number(e, s.offset + at + width, width, what);
		if (found == 0 || found == tag)
			return found == tag;
	}
	return 0;
}

unsigned elf_symbols(const struct elf *e, const struct section *table,
	const char *name, struct symbol *found, unsigned most)
{
	const char *what = "a table of symbols";
	unsigned entry = e->bits == 64 ? 24 : 16, hits = 0, info, other, at, i;
	struct section strings = elf_section(e, table->link);
	struct symbol s;
	uint64_t base;

	if (table->entsize != entry || table->size / entry > MOST_SYMBOLS)
		damaged("the size of a table of symbols or of its entries");
	check_table(e, table->offset, table->size / entry, entry, what);
	for (i = 1; i < table->size / entry; i++) {
		base = table->offset + (uint64_t)i * entry;
		at = e->bits == 64 ? 4 : 12;
		info = (unsigned)elf_number(e, base + at, 1, what);
		if (info >> 4 == 0 ||
		    !elf_string_is(e, &strings, u32(e, base, what), name))
			continue;
		if (hits == most)
			damaged("symbols of one name");
		s.index = i;
		s.type = info & 15;
		s.binding = info >> 4;
		other = (unsigned)elf_number(e, base + at + 1, 1, what);
		s.visibility = other & 3;
		s.shndx = u16(e, base + at + 2, what);
		s.value = word(e, base, 4, 8, what);
		if (e->machine == 8 && (other & 0xc0) == 0x80)
			s.value |= 1;	/* STO_MICROMIPS: linked, it is odd */
		s.size = word(e, base, 8, 16, what);
		found[hits++] = s;
	}
	return hits;
}

void elf_version(const struct elf *e, unsigned symbol, char *text,
	unsigned size, int *is_default)
{
	const char *what = "the versions of symbols";
	struct section versions, definitions, strings;
	unsigned version, i, next, aux;
	uint64_t at;

	*text = 0;
	if (!elf_find_section(e, SHT_GNU_VERSYM, &versions) ||
	    !elf_find_section(e, SHT_GNU_VERDEF, &definitions))
		return;
	if (symbol >= versions.size / 2)
		damaged(what);
	version = u16(e, versions.offset + 2 * (uint64_t)symbol, what);
	*is_default = !(version & 0x8000);
	version &= 0x7fff;
	strings = elf_section(e, definitions.link);
	at = definitions.offset;
	for (i = 0; version > 1 && i < definitions.info && i < 0x8000; i++) {
		aux = u32(e, at + 12, what);
		next = u32(e, at + 16, what);
		if (u16(e, at + 4, what) == version) {
			elf_string(e, &strings,
				u32(e, at + aux, what), text, size);
			return;
		}
		if (!next)
			break;
		at += next;
	}
	if (version > 1)
		damaged("the version of a symbol");
}

uint64_t elf_address(const struct elf *e, uint64_t address, uint64_t *left,
	unsigned *segment_flags)
{
	struct segment s;
	unsigned i;

	for (i = 0; i < e->phnum; i++) {
		s = elf_segment(e, i);
		if (s.type != PT_LOAD || address < s.vaddr ||
		    address - s.vaddr >= s.filesz)
			continue;
		*left = s.filesz - (address - s.vaddr);
		*segment_flags = s.flags;
		return s.offset + (address - s.vaddr);
	}
	damaged("a symbol's address, which is in no segment");
	return 0;
}
