# SPDX-License-Identifier: MIT
#
# Every flag word: the program that compares, on each ABI, and
# make [ABI=<abi>] check-exhaustive, which compares all of them.

# Linked as the suite's programs without libc are, to the assembly stub
define words_of
$(call unit_rule,$(1),words,$(wildcard tests/words/*.[ch]),$(call \
	compile_free,$(1)) $(call optimise_model,$(1)))

$(BUILD)/$(1)/words: $(runtime_objects) $(addprefix $(BUILD)/$(1)/,words.o \
		model.o $(CALLS:%=%.o) syscall-error.o)
	$$(call say,LINK)
	$(Q)$$(call program_free,$(1)) -Wl,--wrap=__errno_location
endef
$(foreach a,$(tested),$(eval $(call words_of,$a)))
programs: $(patsubst %,$(BUILD)/%/words,$(call tested_by,words))

# JOBS processes at a time; goes on where it was interrupted
ifneq ($(filter check-exhaustive,$(MAKECMDGOALS)),)
## check-exhaustive: every flag word; goes on where it was stopped
check-exhaustive: $(BUILD)/$(ABI)/words
	$(Q)exec env JOBS=$(JOBS) scripts/exhaustive $(BUILD)/$(ABI)/words.state \
		$(call run,$(ABI)) $<
endif
.PHONY: check-exhaustive
