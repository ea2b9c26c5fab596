import type { Advice } from "../api/analysis.js";
import { locationOf } from "../compiler/positions.js";
import { accessText } from "../api/field-key.js";
import type { Model } from "../model/model.js";
import { unseenReads } from "../model/undeclared-reads.js";

/**
 * Advice about fields that readers name and nothing declares, if the session is open. `fix` lists the same reads and
 * exits with 1: a declaration would remove the compiler's errors there, but only the author knows its type.
 */
export function undeclaredAdvice(model: Model): Advice[] {
  const reads = unseenReads(model);
  const [first] = reads;
  if (!first) return [];
  const names = [...new Set(reads.map(({ key }) => accessText("session", key.names)))];
  return [
    {
      ...locationOf(model.workspace, first.node),
      message: `Readers name what nothing declares (${names.map((name) => `\`${name}\``).join(", ")}), and not everything that the callbacks put into the session can be seen. Declare ${names.length === 1 ? "it" : "them"} yourself, with the type${names.length === 1 ? "" : "s"} that you know; until then \`typed-session fix\` exits with 1.`,
      reads: reads.map(({ node }) => locationOf(model.workspace, node)),
    },
  ];
}
