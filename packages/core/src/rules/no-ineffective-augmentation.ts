import type { Rule } from "./rule.js";

export const noIneffectiveAugmentation: Rule = {
  name: "no-ineffective-augmentation",
  code: 990007,
  severity: "error",
  summary: "An augmentation compiles and has no effect, or replaces what it should augment",
  fix: "Makes the one edit that lets it take effect",
  action: "Let this augmentation take effect",
  isKnownAtOnce: true,
  check: ({ ineffective }) => ineffective,
};
