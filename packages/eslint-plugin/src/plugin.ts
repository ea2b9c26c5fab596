import { loadCommand } from "./command.js";
import { createPlugin } from "./create-plugin.js";

/** A rule for each rule of typed-session, and three flat configs. */
const plugin = createPlugin(loadCommand);

export type { TypedSessionPlugin } from "./create-plugin.js";
export type { ReportAt, RuleOptions, Settings } from "./options.js";
export default plugin;
