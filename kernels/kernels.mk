# SPDX-License-Identifier: MIT
#
# The suite on real kernels, those of kernels/kernels.list, under QEMU's system
# mode: make check-kernel [KERNEL=<name>] [ABI=<abi>].

KERNEL :=
kernel_registry := $(BUILD)/kernels.mk

# Read each time, like the registry
ifneq ($(filter-out clean help,$(or $(MAKECMDGOALS),all)),)
fault := $(shell new=$(BUILD)/.kernels.$$$$; awk -f kernels/kernels.awk \
	-f scripts/tables.awk -f kernels/emit-make.awk abi/abis.list \
	kernels/kernels.list 2>&1 >$$new && ! cmp -s $$new $(kernel_registry) \
	&& mv $$new $(kernel_registry); rm -f $$new)
$(if $(fault),$(error $(fault)))
include $(kernel_registry)
endif

# What each kernel runs: for every ABI of its row that has a compiler here, or
# for the one that was given, the programs that need no libc. One that takes
# arguments has them in arguments.<program>.
kernel_programs = $(filter-out $(left_out),$(free_programs) words specification absent)
arguments.words := sample 1 20000
# Of the specification the parts that take seconds, and one of 32 words; make
# check-kernel PARTS='1 2 3 4 5' has all, for minutes.
PARTS := 1 2 5
all_parts := $(filter 3 4,$(PARTS))
arguments.specification = machine $(if $(all_parts),,fewer 5) $(PARTS:%=only %.)
kernel_limits = $(if $(all_parts),-l 1200 -t 3000)
kernel_abis = $(filter $(tested),$($(1).abis))
kernel_absent = $(if $(given_abi),,$(filter-out $(tested),$($(1).abis)))

# $(call kernels_of,packaged): the rows of that origin that were asked for
kernels_of = $(foreach k,$(KERNELS),$(if $(and $(filter \
	$(1),$(firstword $($k.origin))),$(filter $(or $(KERNEL),$k),$k),$(filter \
	$(if $(given_abi),$(ABI),$($k.abis)),$($k.abis))),$k))
# $(call prove_boots,packaged): prove on those, which are the prerequisites
define prove_boots
$(if $^,,$(error no $(1) kernel of kernels/kernels.list$(if \
	$(KERNEL), is $(KERNEL))$(if $(given_abi), runs $(ABI)); \
	make list-kernels prints the names))
@rm -f $(addprefix $(BUILD)/report-$@/,$^) && mkdir -p $(BUILD)/report-$@
$(Q)unset MAKEFLAGS MFLAGS MAKELEVEL; CACHE=$(CACHE) \
	PERL_TEST_HARNESS_DUMP_TAP=$(BUILD)/report-$@ \
	$(call progress,$@,$(words $^),\.t \.+ ) \
	$(PROVE) -j$(JOBS) --exec sh $(PROVEFLAGS) $^; status=$$?; \
	awk -f kernels/kernels.awk -f kernels/report.awk -f scripts/tables.awk \
	-v asked='$(^:$(BUILD)/kernels/%.t=%)' -v only=$(if \
	$(given_abi),$(ABI)) abi/abis.list kernels/kernels.list \
	$(addprefix $(BUILD)/report-$@/,$^) && exit $$status
endef
## check-kernel KERNEL=<name>: the suite on Debian's kernels, or on that one
check-kernel: $(patsubst %,$(BUILD)/kernels/%.t,$(call kernels_of,packaged))
	$(call prove_boots,packaged)
## list-kernels: their names, one a line
list-kernels:
	@printf '%s\n' $(KERNELS)
.PHONY: check-kernel list-kernels
# tests/boot.t, tests/kernel-boot.t. A kernel cannot tell the forms of the call
# apart: one is run. The others, words of three bits, and the part that takes twice
# as long as all the rest are for make xcheck only.
check: $(if $(given_abi),,$(BUILD)/kernels/debian-amd64-6.1.t)
check: left_out = $(if $(XCHECK),,%-c %-inline %-cc2)
check: arguments.words = sample 1 20000 $(if $(XCHECK),3,2)
check: PARTS = $(if $(XCHECK),1 2 5,1 2)

# Process 1; what kernels without the call, or without namespaces, are asked
kernel_sources := $(wildcard kernels/*.c)
define kernel_rules
$(kernel_sources:kernels/%.c=$(BUILD)/$(1)/%): $(BUILD)/$(1)/%: kernels/%.c \
		$(runtime_objects) $(addprefix $(BUILD)/$(1)/,unshare.o syscall-error.o)
	$$(call say,CC)
	$(Q)$$(call program_free,$(1))
$(BUILD)/$(1)/absent: $(BUILD)/$(1)/libunshare-explain.a
endef
$(foreach a,$(tested),$(eval $(call kernel_rules,$a)))

# $(call boot_script,options,kernel,programs), and $(call boot_files,kernel,
# programs), which that takes
boot_files = $(foreach a,$(call kernel_abis,$(1)),$(addprefix \
	$(BUILD)/$a/,init $(call $(2),$a)))
boot_script = @mkdir -p $(@D) && printf '\#!/bin/sh\nexec scripts/kernel-boot %s\n' \
	"$(1) $(kernel_limits) $(addprefix -n ,$(call kernel_absent,$(2))) $(2) \
	$(addprefix $(BUILD)/,$(addsuffix /init,$(firstword $(call \
	kernel_abis,$(2))))) $(foreach a,$(call kernel_abis,$(2)),$(foreach \
	p,$(call $(3),$a),'$(strip $(BUILD)/$a/$p $(arguments.$p))'))" >$@

.SECONDEXPANSION:
$(BUILD)/kernels/%.t: force $$(call boot_files,$$*,kernel_programs)
	$(call boot_script,,$*,kernel_programs)
