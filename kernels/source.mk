# SPDX-License-Identifier: MIT
#
# make [ABI=<abi>] [KERNEL=<name>] check-kernel-source - kernels built from
# source by scripts/kernel-build, each booted twice: without our rows, where
# the call must not be there, and with them, where the suite must pass. What is
# missing is built first, one after the other: three to eight minutes each, on
# two cores.

own_kernels := $(call kernels_of,source)
## check-kernel-source: the suite on kernels made with our rows
check-kernel-source: $(foreach k,$(own_kernels),$(BUILD)/kernels/$k.t \
		$(BUILD)/kernels/$k-without.t)
	$(Q)for kernel in $(own_kernels); do \
		CACHE=$(CACHE) KERNEL_SOURCE=$(KERNEL_SOURCE) \
		scripts/kernel-build $$kernel >$(BUILD)/kernels/built || :; \
	done
	$(call prove_boots,source)
.PHONY: check-kernel-source

without_programs := nosys
$(BUILD)/kernels/%-without.t: force $$(call boot_files,$$*,without_programs)
	$(call boot_script,-w,$*,without_programs)
