# SPDX-License-Identifier: MIT
#
# make [ABI=<abi>] [KERNEL=<name>] check-kernel-source - kernels built from
# source by scripts/kernel-build, each booted twice: without our rows, where
# the call must not be there, and with them, where the suite must pass. What is
# missing is built first, one after the other: three to eight minutes each, on
# two cores.

own_kernels := $(call kernels_of,source)
check-kernel-source: $(foreach k,$(own_kernels),$(BUILD)/kernels/$k.t \
		$(BUILD)/kernels/$k-without.t)
	$(Q)for kernel in $(own_kernels); do \
		CACHE=$(CACHE) KERNEL_SOURCE=$(KERNEL_SOURCE) \
		scripts/kernel-build $$kernel >$(BUILD)/kernels/built || :; \
	done
	$(call prove_boots,source)
.PHONY: check-kernel-source

$(BUILD)/%/nosys-free.o: kernels/nosys.c tests/rt.h tests/conformance.h \
		$$(inputs.$$*) | $$(kernel_headers)/include
	$(call say,CC)
	$(Q)$(call cc,$*) $(call cflags,$*) $(suite_flags) $(suite_flags.$*) \
		-ffreestanding -nostdinc $(call karch_flags,$*) -c $< -o $@
$(BUILD)/%/nosys: $(BUILD)/%/start.o $(BUILD)/%/rt-free.o \
		$(BUILD)/%/task-free.o $(BUILD)/%/nosys-free.o \
		$(BUILD)/%/unshare.o $(BUILD)/%/syscall-error.o
	$(call say,LINK)
	$(Q)$(call cc,$*) $(call cflags,$*) -nostdlib -static -Wl,-e,_start \
		-o $@ $^ $(call ldflags,$*)
$(own_kernels:%=$(BUILD)/kernels/%-without.t): \
		$(BUILD)/kernels/%-without.t: force \
		$$(foreach a,$$(call kernel_abis,$$*),$(BUILD)/$$a/init \
		$(BUILD)/$$a/nosys)
	@mkdir -p $(@D)
	@printf '#!/bin/sh\nexec scripts/kernel-boot -w %s\n' \
		"$(foreach a,$(call kernel_absent,$*),-n $a) $* \
		$(addprefix $(BUILD)/,$(addsuffix /init,$(firstword $(call \
		kernel_abis,$*))) $(addsuffix /nosys,$(call kernel_abis,$*)))" >$@
