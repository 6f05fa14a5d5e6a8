# SPDX-License-Identifier: MIT
#
# libunshare; `make help` lists the targets. Needs GNU make. All that is made
# goes to build/, what is fetched or takes long to build(1) again to CACHE.

VERSION := $(shell awk '/^.define LIBUNSHARE_(MAJOR|MINOR|PATCH) / { \
	printf "%s%s", dot, $$3; dot = "." }' include/unshare.h)
BUILD := build
CACHE := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/libunshare
kernel_headers = $(CACHE)/$(patsubst %.tar.xz,%,$(notdir $(KERNEL_SOURCE)))
# Where `make toolchain` puts what it makes
TOOLCHAINS := $(CACHE)/toolchains
KERNEL_SOURCE := /usr/src/linux-source-6.12.tar.xz
prefix := /usr/local
includedir := $(prefix)/include
libdir := $(prefix)/lib
INSTALL := install

## V=1: shows the commands
## ABI=<abi>: that ABI, instead of this machine's or of all
## CC= CFLAGS= LDFLAGS=: go before what the ABI's row says
## TEST_WRAPPER='ssh board': runs the test programs through that command
V :=
Q := $(if $(V),,@)
say = $(if $(V)$(findstring s,$(firstword -$(MAKEFLAGS))),@:,@printf '  %-7s %s\n' $(1) $@)
SHELL := /bin/sh
# $(call progress,what,steps,pattern of a step's line): in front of a long command
progress = $(if $(V),,scripts/progress $(1) $(2) '$(3)')
MAKEFLAGS += --no-builtin-rules --no-builtin-variables
.DELETE_ON_ERROR:
.SUFFIXES:
.SECONDARY:
all: lib

# What `make toolchain` made is found by all commands here.
empty :=
made := $(subst $(empty) ,:,$(wildcard $(TOOLCHAINS)/*-gnu/bin))
export PATH := $(PATH)$(if $(made),:$(made))

# The tables and what is generated from them ---------------------------------

linux := sysdeps/unix/sysv/linux
tables := abi/abis.list $(linux)/syscalls.list \
	$(sort $(wildcard arch/*/*.tbl arch/*/*/*.tbl arch/*/*/*/*.tbl))
facts := $(tables) scripts/tables.awk
emit = awk -f scripts/tables.awk -f scripts/emit-$(1).awk
generate = @mkdir -p $(@D) && $(call emit,$(1)) $(2) $(tables) >$@.new && \
	mv $@.new $@

include := $(BUILD)/include/libunshare
described := $(sort $(wildcard $(linux)/*/syscall.h))
headers := $(include)/abi.h $(include)/calls.h $(include)/inline-syscall.h \
	$(described:$(linux)/%=$(include)/%)

$(include)/%.h: $(facts) scripts/emit-%-header.awk
	$(call generate,$*-header)
$(include)/inline-syscall.h $(described:$(linux)/%=$(include)/%): \
		$(include)/%: $(linux)/%
	@mkdir -p $(@D) && cp $< $@
$(BUILD)/calls/%.h: $(facts) scripts/emit-call.awk
	$(call generate,call,-v of=$*)

# The tables are read each time, in milliseconds, so that a fault in them is
# one line and not the failure of a rule.
ifneq ($(filter-out clean help,$(or $(MAKECMDGOALS),all)),)
registry := $(BUILD)/registry.mk
fault := $(shell mkdir -p $(BUILD); new=$(BUILD)/.registry.$$$$; \
	$(call emit,make) $(tables) 2>&1 >$$new && \
	! cmp -s $$new $(registry) && mv $$new $(registry); rm -f $$new)
$(if $(fault),$(error $(fault)))
include $(registry)
endif

# An ABI and its tools: the row, or what the command line gives instead -------

# CC counts on the command line only: who exports one means this machine's.
given = $(filter command $(2),$(firstword $(origin $(1))))
cc = $(if $(call given,CC),$(firstword $(CC)),$(firstword $($(1).cc)))
cflags = $(if $(call given,CC),$(wordlist 2,99,$(CC)),$(wordlist \
	2,99,$($(1).cc))) $(CFLAGS)
compiler = $(call cc,$(1)) $(call cflags,$(1))
ldflags = $($(1).ldflags) $(LDFLAGS)
# The binutils that go with a compiler: prefix-ar for prefix-gcc, llvm-ar-22
# for clang-22, else the system's.
tool = $(if $(findstring clang,$(1)),$(patsubst clang%,llvm-$(2)%,$(1)),$(if \
	$(filter %-gcc,$(1)),$(1:%-gcc=%-$(2)),$(2)))
# gcc-ar, where it is, knows the objects of -flto, and loads no plug-in but gcc's;
# ar tries all that are installed, LLVM's among them.
archiver = $(or $(if $(filter %-gcc,$(call cc,$(1))),$(call found,$(patsubst \
	%-gcc,%-gcc-ar,$(call cc,$(1))))),$(call tool,$(call cc,$(1)),ar))
found = $(firstword $(wildcard $(1) $(addsuffix /$(1),$(subst :, ,$(PATH)))))
available = $(foreach a,$(ABIS),$(if $(and $($a.status),$(call found,$(call \
	cc,$a))),$a))

# The ABI that a compiler makes code for, by its predefined macros
abi_of = $(shell { $(call emit,abi-header) $(tables); echo LIBUNSHARE_ABI; } | \
	$(1) -E -P - 2>/dev/null | tail -n 1 | tr -d '"')
given_abi := $(call given,ABI,environment)
# The compiler is asked once, and only where somebody wants to know.
ABI = $(eval ABI := $(or $(call abi_of,$(if $(call given,CC),$(CC) \
	$(CFLAGS),cc)),$(error no C compiler here that makes code for an ABI of \
	abi/abis.list; apt-get install gcc libc6-dev, or say ABI=)))$(ABI)

machine := $(shell uname -m)
comma := ,
native = $(filter $(machine),$(subst $(comma), ,$($(1).machines)))
# An emulator without shared libraries, where there is one, starts and forks in
# half the time.
static = $(or $(notdir $(call found,$(1)-static)),$(1))
run = $(or $(TEST_WRAPPER),$(if $(call native,$(1)),,$(strip \
	$(call static,$(firstword $($(1).emulator))) $(wordlist \
	2,9,$($(1).emulator)) $(if $($(1).sysroot),-L $($(1).sysroot)))))

# $(call need,program,what needs it,remedy)
need = $(if $(call found,$(1)),,$(error $(2) needs $(1), which is not in \
	PATH: $(or $(3),Debian has no package of it)))
# How to come by the ABI's compiler
remedy = $(if $(filter toolchain,$($(1).packages)),make toolchain \
	ABI=$(1),$(if $($(1).packages),apt-get install $($(1).packages)))
check_row = $(if $(filter 1,$(words $(filter $(1),$(ABIS)))),,$(error \
	ABI=$(1): no such row in abi/abis.list; make list-abis prints the names))
check_abi = $(call check_row,$(1))$(call need,$(call \
	cc,$(1)),$($(1).where): $(1),$(call remedy,$(1)))$(if $(call \
	given,CC),$(call check_cc,$(1),$(call abi_of,$(CC) $(CFLAGS))))
check_cc = $(if $(filter $(2),$(firstword $(subst +, ,$(1)))),,$(error \
	CC=$(CC) makes code for $(or $(2),no ABI of abi/abis.list), not $(1)))

# The library of one ABI ------------------------------------------------------

flags = -O2 -std=gnu11 -ffreestanding -nostdinc -fno-stack-protector \
	-Wa,--noexecstack -Wall -Wextra -Wpedantic -Werror \
	-I$(BUILD)/include -I$(linux) -Iinclude
# One set of objects serves both libraries, where there are both.
pic = $(if $(filter so,$($(1).libraries)),-fPIC)
# On x86 the linker else gives the 1 KiB of read-only data pages and 8 KiB of file
# of its own. Nothing is writable and executable either way.
link_so = -shared -nostdlib -Wl,-soname,libunshare.so.1 -Wl,-z,relro \
	-Wl,-z,now -Wl,-z,noexecstack -Wl,-z,noseparate-code -Wl,-z,text
# Where there is a libc to be complete with
link_libc := -Wl,-z,defs -lc
sources := Makefile $(wildcard $(linux)/*.[chS])

# $(call library,abi): the shared object's stub also knows the version that
# libc gave the symbol
define library
compile.$(1) = $(call compiler,$(1)) $(flags) $(call pic,$(1)) \
	-I$(linux)/$($(1).sysdep)
inputs.$(1) := $(BUILD)/$(1)/.command $(sources) $(headers) \
	$(wildcard $(linux)/$($(1).sysdep)/*.h)

# Newer than what was made by other commands
$(BUILD)/$(1)/.command: force
	$$(if $$(call same,$$(compile.$(1)) $$(call \
		ldflags,$(1)),$$(file <$$@)),,$$(call \
		check_abi,$(1))@mkdir -p $$(@D) && \
		echo '$$(compile.$(1)) $(call ldflags,$(1))' >$$@)
$(BUILD)/$(1)/exports.map: $(facts) scripts/emit-version-script.awk
	$$(call generate,version-script,-v of=$(1))
$(CALLS:%=$(BUILD)/$(1)/%.o) $(CALLS:%=$(BUILD)/$(1)/%.os): \
		$(linux)/syscall-template.S $(CALLS:%=$(BUILD)/calls/%.h) \
		$$(inputs.$(1))
	$$(call say,AS)
	$(Q)$$(compile.$(1)) -include $(BUILD)/calls/$$(basename $$(@F)).h -c $$< -o $$@ \
		$$(if $$(filter %.os,$$@),$$(call compat,$(1),$$(basename $$(@F))))
$(BUILD)/$(1)/syscall-error.o: $(linux)/syscall-error.c $$(inputs.$(1))
	$$(call say,CC)
	$(Q)$$(compile.$(1)) -c $$< -o $$@
$(BUILD)/$(1)/libunshare.a: $(CALLS:%=$(BUILD)/$(1)/%.o) \
		$(BUILD)/$(1)/syscall-error.o
	$$(call say,AR)
	@rm -f $$@
	$(Q)$$(call archiver,$(1)) rcsD $$@ $$^
$(BUILD)/$(1)/libunshare.so.1: $(CALLS:%=$(BUILD)/$(1)/%.os) \
		$(BUILD)/$(1)/syscall-error.o $(BUILD)/$(1)/exports.map
	$$(call say,LINK)
	$(Q)$(call compiler,$(1)) $(link_so) \
		-Wl,--version-script=$(BUILD)/$(1)/exports.map -o $$@ \
		$$(filter %.os %.o,$$^) $(if $($(1).sysroot),$(link_libc)) \
		$(call ldflags,$(1))
$(BUILD)/$(1)/libunshare.so: $(BUILD)/$(1)/libunshare.so.1
	@ln -sf libunshare.so.1 $$@
endef
same = $(if $(subst x$(strip $(1)),,x$(strip $(2))),,y)
force:
compat = $(if $($(1).libc.$(2)),-DSYSCALL_COMPAT=$(symbol.$(2))@$($(1).libc.$(2)))

$(if $(call given,CC),$(if $(call found,$(firstword $(CC))),,$(error CC=$(CC): \
	no such compiler in PATH)))
$(if $(given_abi),$(call check_row,$(ABI)))
# Goals that need no ABI, those that mean every one, and those of the libraries
# alone, for which no rules of tests and examples are made
no_abi := clean help list-abis list-kernels README.md json report dist deb \
	check-packages world
every_abi := .world programs findings check xcheck check-% update-abi \
	bench bench-%
libraries_only := .world all lib install uninstall env
goals := $(filter-out $(no_abi),$(or $(MAKECMDGOALS),all))
every = $(if $(given_abi),$(ABI),$(available))
chosen := $(if $(filter $(every_abi),$(goals)),$(every),$(if $(goals),$(ABI)))
tried := $(if $(filter-out $(libraries_only),$(goals)),$(chosen))
$(foreach a,$(chosen),$(eval $(call library,$a)))

libraries = $(addprefix $(BUILD)/$(1)/libunshare.,$($(1).libraries))
## : the library of this machine, in build/<abi>/
## lib ABI=<abi>: the library of that ABI
## world: the libraries of every ABI whose compiler is here
lib .world: $(foreach a,$(chosen),$(call libraries,$a))
# By a make of its own, whose lines about a library at its end are counted
world:
	+$(Q)$(call progress,$@,$(words $(foreach a,$(every),$(call \
		libraries,$a))),^  (AR|LINK) .*/libunshare[.]) \
		$(MAKE) --no-print-directory .world
## list-abis: the names of the ABIs, one a line
list-abis:
	@printf '%s\n' $(ABIS)
# The shell assignments that scripts and the tests take an ABI's facts from
define environment
ABI='$(1)'
CC='$(or $(wildcard $(TOOLCHAINS)/*-gnu/bin/$(call cc,$(1))),$(call cc,$(1)))'
CFLAGS='$(strip $(call cflags,$(1)))'
LDFLAGS='$(strip $(call ldflags,$(1)))'
RUN='$(call run,$(1))'
$(foreach c,$(CALLS),NR_$c='$($(1).nr.$c)')
STATUS='$($(1).status)'
endef
## env -s ABI=<abi>: CC, CFLAGS, LDFLAGS, RUN, NR_unshare, STATUS
env:
	$(call check_row,$(ABI))
	$(info $(call environment,$(ABI)))@:
# The table in it is that of the registry and of kernels.list
## README.md: its table and its picture, from the registry
README.md: $(facts) kernels/kernels.list scripts/emit-readme-table.awk
	@{ sed '/^<!-- made by/q' $@; awk -f kernels/kernels.awk -f scripts/tables.awk \
		-f scripts/emit-readme-table.awk $(tables) kernels/kernels.list && \
		sed -n '/^<!-- end of the table/,$$p' $@; } >$(BUILD)/$@ && \
		cat $(BUILD)/$@ >$@
# A compiler that Debian has no package of
## toolchain ABI=<abi>: builds a compiler that Debian has not
toolchain:
	$(if $(given_abi),,$(error make toolchain: say ABI=<abi>))$(if $(filter \
		toolchain,$($(ABI).packages)),,$(error make toolchain: $(ABI)'s \
		compiler is packaged: $(call remedy,$(ABI))))
	@scripts/toolchain $(patsubst %-gcc,%,$(firstword \
		$($(ABI).cc))) $(TOOLCHAINS)
# The main job, on this machine
## demo: shows the call at work on this machine
demo: lib
	scripts/demo $(BUILD)/$(ABI)
## clean: removes build/
clean:
	rm -rf $(BUILD)
.PHONY: force all lib world .world list-abis env toolchain demo clean help

parts := install.mk tests/tests.mk $(filter-out tests/tests.mk,$(wildcard \
	$(addsuffix /*.mk,abi benchtests examples explain kernels man packaging \
	report tests)))
# These two need no compiler.
ifneq ($(filter-out clean help,$(or $(MAKECMDGOALS),all)),)
include $(parts)
endif

## help: what make can be asked for
help:
	@awk -f scripts/help.awk Makefile $(parts)
