import { describe, expect, test } from "vitest";
import { checkMarked } from "../../support/marked-project.js";
import { project } from "../../support/project.js";

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

describe("a new file imports a type as its kind of module asks, on both compilers:", () => {
  const auth = `import NextAuth from "next-auth";
import { row } from "./row.js";

export const { auth } = NextAuth({
  providers: [],
  callbacks: {
    jwt({ token }) {
      token.row = row;
      return token;
    },
    session({ session, token }) {
      session.row = token.row;
      return session;
    },
  },
});
`;
  const nodeNext = { module: "nodenext", moduleResolution: "nodenext" };
  const rows: readonly (readonly [
    name: string,
    manifest: object,
    options: Record<string, unknown>,
    specifier: string,
  ])[] = [
    ["an ECMAScript module", { type: "module" }, nodeNext, "./row.js"],
    ["the same as of Node 16", { type: "module" }, { module: "node16", moduleResolution: "node16" }, "./row.js"],
    ["a CommonJS module", {}, nodeNext, "./row"],
    ["for a bundler", { type: "module" }, {}, "./row"],
  ];
  test.each(rows)("%s", (_, manifest, { module, moduleResolution = module }, specifier) => {
    const files = {
      "package.json": JSON.stringify(manifest),
      "row.ts": 'export interface Row { id: string }\nexport const row: Row = { id: "1" };\n',
      "auth.ts": auth,
    };
    const compilerOptions = module === undefined ? {} : { module, moduleResolution };
    const texts = (["classic", "native"] as const).map(
      (compiler) =>
        project(files, { nextAuth: "5.0.0-beta.32", compilerOptions, compiler }).fixed().files["next-auth.d.ts"],
    );
    expect(texts[0]).toContain(`import type { Row } from "${specifier}";\n`);
    expect(texts[0]?.match(/^ +row: Row;$/gm)).toHaveLength(2);
    expect(texts[1]).toBe(texts[0]);
  });
});
