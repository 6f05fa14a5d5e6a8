# SPDX-License-Identifier: MIT
#
# The test specification of the call (tests/specification/), one program for
# each ABI: the assembly stub's objects, the runtime and the model. It runs
# for a second: optimised, compiling it would take longer than that, twice.

specification := $(patsubst tests/specification/%.c,%,$(wildcard \
	tests/specification/*.c))
specification_of = $(addprefix $(BUILD)/$(1)/,start.o rt-free.o task-free.o \
	semaphore-free.o $(CALLS:%=%.o) syscall-error.o $(model:%=%.o) \
	$(specification:%=specification.d/%.o))
programs: $(foreach a,$(chosen),$(if $($a.status),$(BUILD)/$a/specification))

.SECONDEXPANSION:
define specification_rules
$(specification:%=$(BUILD)/$(1)/specification.d/%.o): \
		$(BUILD)/$(1)/specification.d/%.o: tests/specification/%.c \
		$(wildcard tests/specification/*.h) tests/rt.h \
		$(wildcard tests/model/*.h) $$$$(inputs.$(1)) | \
		$$$$(kernel_headers)/include
	$$(call say,CC)
	@mkdir -p $$(@D)
	$(Q)$$(call compile_free,$(1)) -O0 -c $$< -o $$@
$(BUILD)/$(1)/specification: $$$$(call specification_of,$(1))
	$$(call say,LINK)
	$(Q)$$(call link_free,$(1))
endef
$(foreach a,$(chosen),$(if $($a.status),$(eval $(call specification_rules,$a))))
