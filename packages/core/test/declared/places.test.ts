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

  test("into the block in the auth file itself", () => {
    const auth = authFile({
      head: '\ndeclare module "next-auth" {\n  interface Session {\n    seats?: number;\n  }\n}',
      session: write,
    });
    checkMarked({
      name: "",
      files: { "auth.ts": auth, "helpers.ts": helpers },
      fixed: {
        "auth.ts": auth
          .replace(/⟦.*⟧/, "")
          .replace("    seats?: number;\n", "    seats?: number;\n    plan: string;\n"),
      },
    });
  });

  test.each(["types", "src/types", "@types"])("into the folder where the project keeps its types: %s", (folder) => {
    checkMarked({
      name: "",
      auth: { session: write },
      files: { [`${folder}/global.d.ts`]: "declare const build: string;\n" },
      fixed: { [`${folder}/next-auth.d.ts`]: created },
    });
  });

  test("into the root, where there is no such folder", () => {
    checkMarked({ name: "", auth: { session: write }, fixed: { "next-auth.d.ts": created } });
  });

  test("not into the root where that would hide the library itself", () => {
    checkMarked({
      name: "",
      auth: { session: write },
      options: { compilerOptions: { baseUrl: ".", ignoreDeprecations: "6.0" } },
      fixed: { "types/next-auth.d.ts": created },
    });
  });

  test("where the tsconfig includes it", () => {
    const files = { "src/auth.ts": authFile({ session: write }), "src/helpers.ts": helpers };
    checkMarked({
      name: "",
      files,
      options: { include: ["src"] },
      fixed: { "src/types/next-auth.d.ts": created },
    });
  });

  test("nowhere, when the tsconfig includes no place for it", () => {
    const made = project(
      { "auth.ts": authFile({ session: write.replace(/⟦.*⟧/, "") }), "helpers.ts": helpers },
      { include: ["auth.ts", "helpers.ts"] },
    );
    const [found] = made.analysis().diagnostics;
    expect(found).toMatchObject({ rule: "no-undeclared-field", fixable: false });
    expect(found?.manual).toMatch(/tsconfig/);
    expect(made.analysis().fix.changes).toEqual([]);
  });

  test("in the auth file's own style", () => {
    checkMarked({
      name: "",
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
