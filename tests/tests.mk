# SPDX-License-Identifier: MIT
#
# The tests: their programs for each ABI, and prove to run them.
# make [ABI=<abi>] check; PROVEFLAGS goes to prove.

JOBS := $(shell nproc)
## PROVEFLAGS=-v: goes to prove
PROVEFLAGS :=
PROVE := prove

$(kernel_headers)/include:
	scripts/kernel-headers $(KERNEL_SOURCE) $(kernel_headers)
karch_flags = -isystem $(kernel_headers)/$($(1).karch)

# The suite is one set of sources, linked to each form of the call: assembly
# stub, C stub, inline; from the first and from the second compiler; without
# libc, and with it, static and shared.
suite := $(addprefix tests/,conformance.c namespaces.c sharing.c)
suite_flags = -std=gnu11 -fno-stack-protector -Wa,--noexecstack -Wall \
	-Wextra -Werror -Iinclude -I$(BUILD)/include -I$(linux)

# The C prerequisites but for the library, compiled as one: to start a compiler
# and to read the headers takes longer than what is in the sources.
of_unit = $(filter-out $(sources),$(filter %.c,$^))
unit = $(addprefix -include ,$(filter-out $(lastword $(of_unit)),$(of_unit))) \
	$(lastword $(of_unit))
# $(call unit_rule,abi,object without .o,sources,command)
define unit_rule
$(BUILD)/$(1)/$(2).o: $(3) tests/tests.mk $(wildcard tests/*.h tests/model/*.h) \
		$$(inputs.$(1)) | $(kernel_headers)/include
	$$(call say,CC)
	$(Q)$(4) -c $$(unit) -o $$@
endef
# $(call compile_free,abi) -c ..., $(call program_free,abi), which is made of
# the prerequisites: without libc
compile_free = $(call compiler,$(1)) $(suite_flags) \
	-ffreestanding -nostdinc $(call karch_flags,$(1))
program_free = $(call $(if $(of_unit),compile_free,compiler),$(1)) -nostdlib \
	-static -Wl,-e,_start -o $@ $(unit) $(filter %.o %.a,$^) $(call ldflags,$(1))

# Optimised are two files of the runtime: what clone(2) returns wants to stay in
# its register, and a register is seen lost only if the compiler keeps something
# in it. gcc 12 for sh drops loads then (sh_treg_combine2).
optimised := $(addprefix tests/,clone.c registers.c)
runtime := $(addprefix tests/,rt.c semaphore.c task.c)
runtime_objects = $(addprefix $(BUILD)/$(1)/,start.o rt.o optimised.o)
optimise = $(or $(optimise.$(1)),-O1)
optimise.sh4 := -O0
optimise.sh4eb := -O0
# The reference model, which says what to expect, by the million on the ABIs of
# this machine. All else runs for less time than it takes to optimise.
model := $(filter-out tests/model/test%,$(wildcard tests/model/*.c))
optimise_model = $(if $(call native,$(1)),-O2)

# Where the dynamic linker of Debian's cross packages is: for 32 bits beside 64
# in lib32, and without an emulator to say so, below the sysroot
shared_flags.sparc := -Wl,-rpath,/lib32 \
	-Wl,--dynamic-linker=/lib32/ld-linux.so.2
shared_flags.i386 := -Wl,-rpath,$(i386.sysroot)/lib \
	-Wl,--dynamic-linker=$(i386.sysroot)/lib/ld-linux.so.2

cc2 = $(if $(call given,CC),,$(if $(call found,$(firstword \
	$($(1).cc2))),$($(1).cc2)))
# Under an emulator make check runs of the second compiler's forms the inline call,
# which is compiled with programs of others, and of those with libc the shared one.
forms := asm c inline
forms_cc2 = $(if $(call brief,$(1)),inline,$(forms))
free_programs = $(forms:%=conformance-%) $(if $(call \
	cc2,$(1)),$(patsubst %,conformance-%-cc2,$(call forms_cc2,$(1))))
with_libc = $(if $(call brief,$(1)),,static) shared
libc_programs = $(if $($(1).sysroot),$(addprefix conformance-libc-,$(call \
	with_libc,$(1))))
# musl is packaged for the machine's own ABI only
musl_programs = $(if $(call given,CC),,$(if $(and $(filter \
	$(machine),$(1)),$(call found,musl-gcc)),$(addprefix \
	conformance-musl-,static shared)))
programs_list = $(free_programs) $(libc_programs) $(musl_programs)

# $(call form,abi,suffix,compiler and flags): the three forms, by one compiler
define form
$(CALLS:%=$(BUILD)/$(1)/%-c$(2).o): $(linux)/syscall-template.c \
		$(CALLS:%=$(BUILD)/calls/%.h) $$(inputs.$(1))
	$$(call say,CC)
	$(Q)$(3) $(flags) -I$(linux)/$($(1).sysdep) \
		-include $(BUILD)/calls/$$(patsubst %-c$(2).o,%,$$(@F)).h -c $$< -o $$@
$(BUILD)/$(1)/inline$(2).o: tests/inline.c include/unshare.h $$(inputs.$(1))
	$$(call say,CC)
	$(Q)$(3) $(flags) -c $$< -o $$@
$(BUILD)/$(1)/conformance-asm$(2): $(CALLS:%=$(BUILD)/$(1)/%$(2).o) \
		$(BUILD)/$(1)/syscall-error$(2).o
$(BUILD)/$(1)/conformance-c$(2): $(CALLS:%=$(BUILD)/$(1)/%-c$(2).o) \
		$(BUILD)/$(1)/syscall-error$(2).o
$(BUILD)/$(1)/conformance-inline$(2): $(BUILD)/$(1)/inline$(2).o
endef

define programs_of
$(call form,$(1),,$(call compiler,$(1)))
$(if $(call cc2,$(1)),$(call form,$(1),-cc2,$(call cc2,$(1))))

$(CALLS:%=$(BUILD)/$(1)/%-cc2.o): $(linux)/syscall-template.S \
		$(CALLS:%=$(BUILD)/calls/%.h) $$(inputs.$(1))
	$$(call say,AS)
	$(Q)$(call cc2,$(1)) $(flags) -I$(linux)/$($(1).sysdep) \
		-include $(BUILD)/calls/$$(patsubst %-cc2.o,%,$$(@F)).h -c $$< -o $$@
$(BUILD)/$(1)/syscall-error-cc2.o: $(linux)/syscall-error.c $$(inputs.$(1))
	$$(call say,CC)
	$(Q)$(call cc2,$(1)) $(flags) -c $$< -o $$@

$(call unit_rule,$(1),optimised,$(optimised),$(call compile_free,$(1)) $(call \
	optimise,$(1)))
$(call unit_rule,$(1),rt,$(runtime),$(call compile_free,$(1)))
$(call unit_rule,$(1),model,$(model),$(call compile_free,$(1)) $(call \
	optimise_model,$(1)))
$(call unit_rule,$(1),suite,$(suite),$(call compile_free,$(1)))
$(call unit_rule,$(1),rt-libc,$(optimised) $(runtime),$(call compiler,$(1)) $(suite_flags) \
	-DRT_LIBC $(call karch_flags,$(1)))
$(call unit_rule,$(1),rt-musl,$(optimised) $(runtime),musl-gcc $(suite_flags) -DRT_LIBC \
	-idirafter $(kernel_headers)/$($(1).karch))

$(BUILD)/$(1)/start.o: tests/start.S $$(inputs.$(1))
	$$(call say,AS)
	$(Q)$$(compile.$(1)) -c $$< -o $$@
$(free_programs:%=$(BUILD)/$(1)/%): $(runtime_objects) $(BUILD)/$(1)/suite.o
	$$(call say,LINK)
	$(Q)$$(call program_free,$(1))
$(BUILD)/$(1)/conformance-libc-static: $(addprefix $(BUILD)/$(1)/,suite.o \
		rt-libc.o libunshare.a)
	$$(call say,LINK)
	$(Q)$(call compiler,$(1)) -static -o $$@ $$^ -pthread \
		$(call ldflags,$(1))
$(BUILD)/$(1)/conformance-libc-shared: $(addprefix $(BUILD)/$(1)/,suite.o \
		rt-libc.o libunshare.so)
	$$(call say,LINK)
	$(Q)$(call compiler,$(1)) -o $$@ $$^ -pthread \
		-Wl,-rpath,'$$$$ORIGIN' $(shared_flags.$(1)) $(call ldflags,$(1))
$(BUILD)/$(1)/conformance-musl-static: $(addprefix $(BUILD)/$(1)/,suite.o \
		rt-musl.o libunshare.a)
	$$(call say,LINK)
	$(Q)musl-gcc -static -o $$@ $$^ -pthread
$(BUILD)/$(1)/conformance-musl-shared: $(addprefix $(BUILD)/$(1)/,suite.o \
		rt-musl.o libunshare.so)
	$$(call say,LINK)
	$(Q)musl-gcc -o $$@ $$^ -pthread -Wl,-rpath,'$$$$ORIGIN'
$(BUILD)/$(1)/env: $(BUILD)/$(1)/.command $(BUILD)/registry.mk tests/tests.mk
	$$(if $$(findstring n,$$(firstword -$$(MAKEFLAGS))),,$$(file \
		>$$@,$$(call test_environment,$(1))))
$(topics:%=$(BUILD)/$(1)/%.t): $(BUILD)/$(1)/env
	@printf '#!/bin/sh\nset -a\n. %s\nset +a\nexec sh tests/abi/%s\n' \
		$(BUILD)/$(1)/env $$(@F) >$$@
endef

# The emulator takes longer to sign a return address than for all the rest. A
# processor that cannot has no-operations there.
fast.aarch64 := -cpu cortex-a57
fast.aarch64_be := $(fast.aarch64)

# What the tests know of an ABI, beyond `make env`
define test_environment
$(call environment,$(1))
BUILD='$(BUILD)/$(1)'
SYSDEP='$(linux)/$($(1).sysdep)'
BITS='$($(1).bits)'
ENDIAN='$($(1).endian)'
LIBRARIES='$($(1).libraries)'
LIBC='$(if $($(1).sysroot),yes)'
LIBC_unshare='$($(1).libc.unshare)'
CXX='$(call found,$(patsubst clang%,clang++%,$(patsubst \
	%gcc,%g++,$(call cc,$(1)))))'
CLANG='$(firstword $(call cc2,$(1)))'
CLANGFLAGS='$(wordlist 2,99,$(call cc2,$(1)))'
EMULATED='$(if $(filter qemu-%,$(call run,$(1))),1)'
RUN_FAST='$(strip $(call run,$(1)) $(if $(filter qemu-%,$(call \
	run,$(1))),$(fast.$(1))))'
TEST_WRAPPER='$(TEST_WRAPPER)'
FORMS='$(call programs_list,$(1))'
KHEADERS='$(kernel_headers)/$($(1).karch)'
KHEADERS_FLAGS='$(call karch_flags,$(1))'
KARCH='$($(1).karch)'
$(foreach t,ar nm objdump objcopy readelf,TOOL_$t='$(call tool,$(call cc,$(1)),$t)'
)
endef

# One script for each topic and ABI, and those of the whole. An ABI whose
# compiler is not here is a test that says so.
topics := $(basename $(notdir $(wildcard tests/abi/*.t)))
tested := $(foreach a,$(tried),$(if $($a.status),$a))
# What says the same on many ABIs make check leaves to make xcheck: of a variant,
# which has the numbers, the types and the kernel of the ABI that it varies, all
# but its code; and the specification where an emulator passes the call on to the
# kernel that the native ABIs are tested on. Read are the stubs that nothing runs.
shortened := $(if $(given_abi),,$(filter check,$(MAKECMDGOALS)))
brief = $(and $(shortened),$(if $(call native,$(1))$(TEST_WRAPPER),,y))
left.words := $(if $(shortened),$(foreach a,$(tested),$(if $(findstring +,$a),$a)))
left.explain := $(left.words)
left.header := $(left.words)
left.reading := $(foreach a,$(tested),$(if $(filter builds,$($a.status)),,$a))
left.specification := $(left.words) $(foreach a,$(tested),$(if $(call brief,$a),$a))
tested_by = $(filter-out $(left.$(1)),$(tested))
absent := $(if $(given_abi),,$(foreach a,$(ABIS),$(if $($a.status),$(if \
	$(filter $a,$(chosen)),,$a))))
whole := $(if $(given_abi),,$(wildcard tests/*.t))
$(foreach a,$(tested),$(eval $(call programs_of,$a)))

$(BUILD)/inject: tests/inject.c
	$(call say,CC)
	$(Q)cc -O2 -Wall -Wextra -Werror -o $@ $<
$(absent:%=$(BUILD)/%/absent.t): $(BUILD)/%/absent.t: $(BUILD)/registry.mk
	@mkdir -p $(@D)
	@echo 'echo "1..0 # SKIP no $(firstword $($*.cc)):' \
		'$(call remedy,$*)"' >$@

## programs: what the tests run, for every ABI or for one
programs: $(foreach a,$(tested),$(call libraries,$a) $(addprefix $(BUILD)/$a/,env \
	$(call programs_list,$a) $(if $(call cc2,$a),unshare-cc2.o))) $(BUILD)/inject

# The long ones first, so that no core waits for the last one.
scripts := $(whole) $(foreach t,$(topics),$(patsubst %,$(BUILD)/%/$t.t,$(call \
	tested_by,$t))) $(absent:%=$(BUILD)/%/absent.t)
# Some are killed by signals, which nohup or a job in the background ignores. One
# more than there are processors, as each waits for a part of its time.
## check: the tests, of every ABI or of one
check: programs $(scripts)
	@rm -f $(addprefix $(BUILD)/report/,$(scripts)) && mkdir -p $(BUILD)/report
	$(Q)unset MAKEFLAGS MFLAGS MAKELEVEL; TMPDIR=$$(tests/tmpdir) \
	BUILDROOT=$(BUILD) ABI=$(ABI) CACHE=$(CACHE) XCHECK=$(XCHECK) \
	NATIVE_ABIS='$(foreach a,$(tested),$(if $(call native,$a),$a))' \
	KERNEL_HEADERS=$(kernel_headers) PERL_TEST_HARNESS_DUMP_TAP=$(BUILD)/report \
	exec $(call progress,$@,$(words $(scripts)),\.t \.+ ) \
	$(PROVE) -j$$(($(JOBS) + 1)) --exec "env --default-signal sh" $(PROVEFLAGS) \
	$(scripts)
## xcheck: the tests at full length: all words, compilers, libcs, variants
xcheck: XCHECK := 1
xcheck: check
.PHONY: check xcheck programs
