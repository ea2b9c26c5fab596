import { format, resolveConfig } from "prettier";

/** @type {import("eslint-doc-generator").GenerateOptions} */
export default {
  // It has the rules of `recommended`.
  ignoreConfig: ["typescript7"],
  ruleDocSectionInclude: ["Incorrect", "Correct", "When not to use it"],
  postprocess: async (text, file) => format(text, { ...(await resolveConfig(file)), filepath: file }),
};
