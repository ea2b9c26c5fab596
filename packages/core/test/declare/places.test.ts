import { describe, expect, test } from "vitest";
import { authFile, helpers } from "../support/auth-file.js";
import { checkMarked } from "../support/marked-project.js";
import { project } from "../support/project.js";

describe("where a declaration goes", () => {
  const write = 'session({ session }) { ⟦no-undeclared-field⟧session.plan = "free"; return session; }';
  const created = `export {};

declare module "next-auth" {
  interface Session {
    plan: string;
  }
}
`;

  test("it goes into the block in the auth file itself", () => {
    const auth = authFile({
      head: '\ndeclare module "next-auth" {\n  interface Session {\n    seats?: number;\n  }\n}',
      session: write,
    });
    checkMarked({
      files: { "auth.ts": auth, "helpers.ts": helpers },
      fixed: {
        "auth.ts": auth
          .replace(/⟦.*⟧/, "")
          .replace("    seats?: number;\n", "    seats?: number;\n    plan: string;\n"),
      },
    });
  });

  test.each(["types", "src/types", "@types"])(
    "it goes into the folder where the project keeps its types: %s",
    (folder) => {
      checkMarked({
        auth: { session: write },
        files: { [`${folder}/global.d.ts`]: "declare const build: string;\n" },
        fixed: { [`${folder}/next-auth.d.ts`]: created },
      });
    },
  );

  test("it goes into the root if there is no such folder", () => {
    checkMarked({ auth: { session: write }, fixed: { "next-auth.d.ts": created } });
  });

  test("it does not go into the root if it would hide the library there", () => {
    checkMarked({
      auth: { session: write },
      options: { compilerOptions: { baseUrl: ".", ignoreDeprecations: "6.0" } },
      fixed: { "types/next-auth.d.ts": created },
    });
  });

  test("it goes where the tsconfig includes it", () => {
    const files = { "src/auth.ts": authFile({ session: write }), "src/helpers.ts": helpers };
    checkMarked({
      files,
      options: { include: ["src"] },
      fixed: { "src/next-auth.d.ts": created },
    });
  });

  test("it has no place if the tsconfig includes none", () => {
    const made = project(
      { "auth.ts": authFile({ session: write.replace(/⟦.*⟧/, "") }), "helpers.ts": helpers },
      { include: ["auth.ts", "helpers.ts"] },
    );
    const [found] = made.analysis().diagnostics;
    expect(found).toMatchObject({ rule: "no-undeclared-field", fixable: false });
    expect(found?.manual).toMatch(/tsconfig/);
    expect(made.analysis().fix.changes).toEqual([]);
  });

  describe("a new block beside one that is there:", () => {
    const token = "jwt({ token }) { ⟦no-untyped-token⟧token.plan = 1; return token; }";
    const block = 'declare module "next-auth" {\n  interface Session {\n    seats?: number;\n  }\n}';
    const added = '\n\ndeclare module "next-auth/jwt" {\n  interface JWT {\n    plan: number;\n  }\n}';
    test.each<[name: string, before: string, after: string]>([
      ["at the end of a file", `import "next-auth";\n\n${block}\n`, `import "next-auth";\n\n${block}${added}\n`],
      [
        "before other code",
        `import "next-auth";\n\n${block}\n\nexport type Other = 1;\n`,
        `import "next-auth";\n\n${block}${added}\n\nexport type Other = 1;\n`,
      ],
      [
        "before a comment",
        `import "next-auth";\n\n${block} // the site's\n\n/* eslint-enable */\n`,
        `import "next-auth";\n\n${block} // the site's${added}\n\n/* eslint-enable */\n`,
      ],
      [
        "behind the last of two",
        `import "next-auth";\n${block}\nexport type Other = 1;\n${block.replace("seats", "rows")}\nexport type Last = 1;\n`,
        `import "next-auth";\n${block}\nexport type Other = 1;\n${block.replace("seats", "rows")}${added}\nexport type Last = 1;\n`,
      ],
      [
        "at the end, where other code shares its last line",
        `import "next-auth";\n${block} export type Other = 1;\n`,
        `import "next-auth";\n${block} export type Other = 1;${added}\n`,
      ],
    ])("%s", (_, before, after) => {
      checkMarked({
        auth: { jwt: token },
        files: { "types.d.ts": before },
        fixed: { "types.d.ts": after },
      });
    });
  });

  test("it takes the auth file's own style", () => {
    checkMarked({
      files: {
        "auth.ts":
          "import type { NextAuthOptions } from 'next-auth'\n\nexport const authOptions: NextAuthOptions = {\n\tproviders: [],\n\tcallbacks: {\n\t\tsession({ session, token }) {\n\t\t\t⟦no-undeclared-field⟧session.user.id = token.sub!\n\t\t\treturn session\n\t\t},\n\t},\n}\n",
      },
      fixed: {
        "next-auth.d.ts":
          "import type { DefaultSession } from 'next-auth'\n\ndeclare module 'next-auth' {\n\tinterface Session {\n\t\tuser: {\n\t\t\tid: string\n\t\t} & DefaultSession['user']\n\t}\n}\n",
      },
    });
  });
});
