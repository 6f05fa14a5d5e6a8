# SPDX-License-Identifier: MIT
#
# The suite on real kernels, those of kernels/kernels.list, under QEMU's system
# mode: make check-kernel [KERNEL=<name>] [ABI=<abi>].

KERNEL :=
kernel_registry := $(BUILD)/kernels.mk

# Read each time, like the registry
ifneq ($(filter-out clean help,$(or $(MAKECMDGOALS),all)),)
fault := $(shell new=$(kernel_registry).$$$$; awk -f kernels/kernels.awk \
	-f scripts/tables.awk -f kernels/emit-make.awk abi/abis.list \
	kernels/kernels.list 2>&1 >$$new && ! cmp -s $$new $(kernel_registry) \
	&& mv $$new $(kernel_registry); rm -f $$new)
$(if $(fault),$(error $(fault)))
include $(kernel_registry)
endif

# What each kernel runs: for every ABI of its row that has a compiler here, or
# for the one that was given, the programs that need no libc. One that takes
# arguments has them in arguments.<program>.
kernel_programs = $(free_programs) words specification
arguments.words := sample 1 100000
# Of the specification's parts those that take seconds; make check-kernel
# PARTS='1 2 3 4 5' has all combinations and tasks at the same time, too.
PARTS := 1 2 5
arguments.specification = machine $(PARTS:%=only %.)
kernel_limits = $(if $(filter 3 4,$(PARTS)),-l 1200 -t 3000)
kernel_abis = $(filter $(tested),$($(1).abis))
kernel_absent = $(if $(given_abi),,$(filter-out $(tested),$($(1).abis)))
kernel_files = $(foreach a,$(call kernel_abis,$(1)),$(addprefix \
	$(BUILD)/$a/,init $(call kernel_programs,$a)))
kernel_commands = $(foreach a,$(call kernel_abis,$(1)),$(foreach p,$(call \
	kernel_programs,$a),'$(strip $(BUILD)/$a/$p $(arguments.$p))'))

# $(call kernels_of,packaged): the rows of that origin that were asked for
kernels_of = $(foreach k,$(KERNELS),$(if $(and $(filter \
	$(1),$(firstword $($k.origin))),$(filter $(or $(KERNEL),$k),$k),$(filter \
	$(if $(given_abi),$(ABI),$($k.abis)),$($k.abis))),$k))
# $(call prove_boots,packaged): prove on those, which are the prerequisites
define prove_boots
$(if $^,,$(error no $(1) kernel of kernels/kernels.list$(if \
	$(KERNEL), is $(KERNEL))$(if $(given_abi), runs $(ABI)); \
	make list-kernels prints the names))
@rm -rf $(BUILD)/report-$@ && mkdir -p $(BUILD)/report-$@
$(Q)unset MAKEFLAGS MFLAGS MAKELEVEL; CACHE=$(CACHE) \
	PERL_TEST_HARNESS_DUMP_TAP=$(BUILD)/report-$@ \
	$(PROVE) -j$(JOBS) --exec sh $(PROVEFLAGS) $^; status=$$?; \
	awk -f kernels/kernels.awk -f kernels/report.awk -f scripts/tables.awk \
	-v asked='$(^:$(BUILD)/kernels/%.t=%)' -v only=$(if \
	$(given_abi),$(ABI)) abi/abis.list kernels/kernels.list \
	$(addprefix $(BUILD)/report-$@/,$^) && exit $$status
endef
check-kernel: $(patsubst %,$(BUILD)/kernels/%.t,$(call kernels_of,packaged))
	$(call prove_boots,packaged)
list-kernels:
	@printf '%s\n' $(KERNELS)
.PHONY: check-kernel list-kernels
# tests/boot.t, tests/kernel-boot.t
check: $(if $(given_abi),,$(BUILD)/kernels/debian-amd64-6.1.t)

.SECONDEXPANSION:
$(BUILD)/%/init-free.o: kernels/init.c tests/rt.h $$(inputs.$$*) \
		| $$(kernel_headers)/include
	$(call say,CC)
	$(Q)$(call cc,$*) $(call cflags,$*) $(suite_flags) $(suite_flags.$*) \
		-ffreestanding -nostdinc $(call karch_flags,$*) -c $< -o $@
$(BUILD)/%/init: $(BUILD)/%/start.o $(BUILD)/%/rt-free.o \
		$(BUILD)/%/task-free.o $(BUILD)/%/init-free.o
	$(call say,LINK)
	$(Q)$(call cc,$*) $(call cflags,$*) -nostdlib -static -Wl,-e,_start \
		-o $@ $^ $(call ldflags,$*)
$(BUILD)/kernels/%.t: force $$(call kernel_files,$$*)
	@mkdir -p $(@D)
	@printf '#!/bin/sh\nexec scripts/kernel-boot %s\n' \
		"$(kernel_limits) $(foreach a,$(call kernel_absent,$*),-n $a) $* \
		$(addprefix $(BUILD)/,$(addsuffix /init,$(firstword $(call \
		kernel_abis,$*)))) $(call kernel_commands,$*)" >$@
