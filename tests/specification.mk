# SPDX-License-Identifier: MIT
#
# The test specification of the call (tests/specification/), one program for
# each ABI: the assembly stub's objects, the runtime and the model.

define specification_rules
$(BUILD)/$(1)/specification: $(wildcard tests/specification/*.[ch]) \
		$(runtime_objects) $(addprefix $(BUILD)/$(1)/,model.o \
		$(CALLS:%=%.o) syscall-error.o)
	$$(call say,CC)
	$(Q)$$(call program_free,$(1))
endef
$(foreach a,$(tested),$(eval $(call specification_rules,$a)))
programs: $(patsubst %,$(BUILD)/%/specification,$(call \
	tested_by,specification))
