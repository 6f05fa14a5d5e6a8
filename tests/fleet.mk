# SPDX-License-Identifier: MIT
#
# The suite on other machines: make check-fleet FLEET=file, which has a line
# "ABI MACHINE" for each; scripts/fleet says more. What passed there is not run
# again while the programs are the same.

FLEET :=
FLEET_JOBS := 32
FLEET_TIMEOUT := 900
FLEET_SSH := ssh
FLEET_REPORT = $(BUILD)/report/fleet
ifneq ($(filter check-fleet,$(MAKECMDGOALS)),)
fleet_abis := $(filter $(tested),$(shell sed 's/\#.*//' '$(FLEET)' \
	2>/dev/null | awk '{ print $$1 }' | sort -u))
endif

# What real kernels run, where no libc may be; a line for each program
define fleet_line
$(1)$(if $(arguments.$(1)), $(arguments.$(1)))

endef
$(BUILD)/%/fleet: force | $(BUILD)/%/.command
	$(file >$@,$(foreach p,$(call kernel_programs,$*),$(call fleet_line,$p)))
## check-fleet FLEET=<file>: the suite on machines behind ssh
check-fleet: $(foreach a,$(fleet_abis),$(addprefix $(BUILD)/$a/,fleet $(call \
		kernel_programs,$a)))
	$(call need,parallel,$@,apt-get install parallel)$(call \
		need,$(firstword $(FLEET_SSH)),$@,apt-get install openssh-client)
	@FLEET_SSH='$(FLEET_SSH)' scripts/fleet -j $(FLEET_JOBS) \
		-t $(FLEET_TIMEOUT) '$(FLEET)' $(BUILD) $(FLEET_REPORT)
## check-fleet-sshd: that, with sshd in network namespaces of its own
check-fleet-sshd: $(addprefix $(BUILD)/$(machine)/,$(call \
		kernel_programs,$(machine)))
	$(Q)unset MAKEFLAGS MFLAGS MAKELEVEL; CACHE=$(CACHE) BUILDROOT=$(BUILD) \
	MACHINE=$(machine) $(PROVE) --exec sh $(PROVEFLAGS) tests/fleet/sshd.t
.PHONY: check-fleet check-fleet-sshd
