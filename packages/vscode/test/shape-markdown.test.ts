import { expect, test } from "vitest";
import { shapeMarkdown } from "../src/shape-markdown.js";

const write = { file: "lib/auth [1].ts", line: 12, column: 7 };

test("the shape as a page: the diagram, a table for each interface, and what may be missing from them", () => {
  const page = shapeMarkdown({
    configs: [
      { file: "lib/auth [1].ts", line: 3, library: { name: "next-auth", version: "4.24.15" }, strategy: "jwt" },
    ],
    fields: [
      {
        interface: "Session",
        path: "user.role",
        names: ["user", "role"],
        inferred: { type: '"reader" | "writer"', optional: true },
        declared: null,
        status: "undeclared",
        writes: [write],
      },
      {
        interface: "Session",
        path: "plan",
        names: ["plan"],
        inferred: null,
        declared: { type: "`p-${string}`", optional: false, file: "next-auth.d.ts", line: 5 },
        status: "unassigned",
        writes: [],
      },
      {
        interface: "JWT",
        path: "role",
        names: ["role"],
        inferred: { type: "string", optional: false },
        declared: { type: "string", optional: false, file: "next-auth.d.ts", line: 9 },
        status: "ok",
        writes: [write],
      },
    ],
    diagram: "flowchart LR\n",
    open: [{ target: "Session", ...write, text: "...(row | other)", why: "its type is `any`" }],
  });
  const place = "`lib/auth [1].ts:12`";
  expect(page).toBe(`# What the session holds

- next-auth 4.24.15, session strategy jwt, configured in \`lib/auth [1].ts:3\`

\`\`\`mermaid
flowchart LR
\`\`\`

| Session | assigned | declared | status | written at |
| --- | --- | --- | --- | --- |
| \`user.role\` | \`"reader" \\| "writer"\`, optional | not declared | **undeclared** | ${place} |
| \`plan\` | not assigned | \`\` \`p-\${string}\` \`\` | **unassigned** |  |

| JWT | assigned | declared | status | written at |
| --- | --- | --- | --- | --- |
| \`role\` | \`string\` | \`string\` | ok | ${place} |

\`Session\` may hold more than this: \`...(row | other)\` (${place}): its type is \`any\`
`);
});
