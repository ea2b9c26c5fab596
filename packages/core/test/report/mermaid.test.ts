import { expect, test } from "vitest";
import { mermaidOf, type FieldTrace } from "../../src/index.js";

test("a label of the diagram is escaped if it would end or confuse it", () => {
  const field: FieldTrace = {
    interface: "Session",
    path: "user.tags",
    names: ["user", "tags"],
    inferred: { type: 'Array<"a" | #b & c>', optional: false },
    declared: null,
    status: "undeclared",
    writes: [],
    assignments: [],
    reads: [],
    flow: [],
    sources: [],
    restsOn: [],
  };
  expect(mermaidOf([field])).toContain('    f0["Session.user.tags: Array#lt;#quot;a#quot; | #35;b #amp; c#gt;"]\n');
});
