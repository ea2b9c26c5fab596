import { expect, test } from "vitest";
import { checkMarked } from "../../support/marked-project.js";

test("on TypeScript 7, too, a type of another file is imported by the path that resolves to it", () => {
  const made = checkMarked({
    auth: {
      head: 'import { row } from "./rows/row";',
      session: "session({ session }) { ⟦no-undeclared-field⟧session.row = row; return session; }",
    },
    files: {
      "rows/row.ts": 'export interface Row { id: string }\nexport const row: Row = { id: "1" };\n',
      "rows/row/index.ts": "export interface Row { other: number }\n",
    },
    options: { compiler: "native" },
    fixed: {
      "next-auth.d.ts": `import type { Row } from "./rows/row";

declare module "next-auth" {
  interface Session {
    row: Row;
  }
}
`,
    },
  });
  expect(made.fixed().errors()).toEqual([]);
});
