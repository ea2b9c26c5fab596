import type { Ineffective } from "../ineffective/ineffective.js";
import { at, type Finding, type Rule } from "./rule.js";

export const noIneffectiveAugmentation: Rule = {
  name: "no-ineffective-augmentation",
  code: 990007,
  severity: "error",
  summary: "An augmentation compiles and has no effect, or replaces what it should augment",
  fix: "Makes the one edit that lets it take effect",
  action: "Let this augmentation take effect",
  isKnownAtOnce: true,
  check: ({ ineffective }) => ineffective.map(findingOf),
};

function findingOf(found: Ineffective): Finding {
  return {
    ...at(found.node),
    message: found.message,
    ...(found.related && { related: [found.related] }),
    ...(found.edits && { edits: found.edits }),
    ...(found.manual !== undefined && { manual: found.manual }),
  };
}
