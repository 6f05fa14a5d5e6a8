# SPDX-License-Identifier: MIT
#
# Every flag word: the program that compares, on each ABI, and
# make [ABI=<abi>] check-exhaustive, which compares all of them.

# Linked as the suite's programs without libc are, to the assembly stub
define words_of
$(BUILD)/$(1)/words.o: $(wildcard tests/words/*.[ch]) $(unit_inputs) \
		$$(inputs.$(1)) | $(kernel_headers)/include
	$$(call say,CC)
	$(Q)$$(call compile_free,$(1)) $(call optimise_model,$(1)) -c $$(unit) -o $$@
$(BUILD)/$(1)/words: $(addprefix $(BUILD)/$(1)/,start.o rt.o words.o model.o \
		$(CALLS:%=%.o) syscall-error.o)
	$$(call say,LINK)
	$(Q)$$(call program_free,$(1)) -Wl,--wrap=__errno_location
endef
$(foreach a,$(tested),$(eval $(call words_of,$a)))
programs: $(tested:%=$(BUILD)/%/words)

# JOBS processes at a time; goes on where it was interrupted
ifneq ($(filter check-exhaustive,$(MAKECMDGOALS)),)
## check-exhaustive: every flag word; goes on where it was stopped
check-exhaustive: $(BUILD)/$(ABI)/words
	$(Q)exec env JOBS=$(JOBS) scripts/exhaustive $(BUILD)/$(ABI)/words.state \
		$(call run,$(ABI)) $<
endif
.PHONY: check-exhaustive
