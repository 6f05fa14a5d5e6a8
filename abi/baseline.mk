# SPDX-License-Identifier: MIT
#
# The frozen ABI. make [ABI=<abi>] check-abi holds what is built against it;
# make [ABI=<abi>] update-abi freezes what is new, and refuses what programs
# of before would miss, unless SONAME= says the soname of another library.

frozen := $(foreach a,$(chosen),$(if $($a.status),$a))
## check-abi: holds what is built against what is frozen in abi/
## update-abi: freezes what is new, refuses what breaks programs
check-abi update-abi: $(foreach a,$(frozen),$(call libraries,$a) $(addprefix \
		$(BUILD)/$a/,unshare.o env))
	@test -d $(kernel_headers)/include || \
		$(MAKE) --no-print-directory $(kernel_headers)/include
	@scripts/abi-check $(if $(filter update-abi,$@),-u \
		$(addprefix -s ,$(SONAME))) $(BUILD) $(frozen)
.PHONY: check-abi update-abi
