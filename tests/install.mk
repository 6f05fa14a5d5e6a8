# SPDX-License-Identifier: MIT
#
# What the tests of what is installed share: $(BUILD)/installed, which make install
# makes for this machine below /usr, and what installing takes beside `programs`.

# Made anew each time, so that nothing is in it that is installed no more
define installed_for_tests
check: $(BUILD)/installed $(foreach a,$(filter aarch64,$(tested)),$(BUILD)/$a/abicheck-elf)
$(BUILD)/installed: $(call libraries,$(1)) $(call explain_libraries,$(1)) $(call \
		explain_command,$(1)) $(abicheck_paths:%=$(BUILD)/%) \
		$(if $($(1).sysroot),$(BUILD)/$(1)/abicheck-elf) force
	@rm -rf $$@
	@$$(MAKE) -s --no-print-directory install ABI=$(1) \
		DESTDIR=$$(abspath $$@) prefix=/usr >/dev/null
endef
$(if $(and $(whole),$(tested)),$(eval $(call installed_for_tests,$(ABI))))
