import { expect, test } from "vitest";
import { checkMarked } from "../support/marked-project.js";

const types = "types/next-auth.d.ts";

test("a name of a module that the file only imports from is imported beside the others", () => {
  const declared = (imports: string, type: string): string => `import type { ${imports} } from "next-auth/jwt";

declare module "next-auth" {
  interface Session {
    claims?: ${type} | JWT;
  }
}
`;
  const made = checkMarked({
    name: "DefaultJWT",
    auth: { session: "session({ session, token }) {\n      session.claims = token;\n      return session;\n    }" },
    files: { [types]: declared("JWT", "⟦no-ineffective-augmentation⟧DefaultJWT") },
    fixed: { [types]: declared("JWT, DefaultJWT", "DefaultJWT") },
  });
  expect(made.analysis().diagnostics.map(({ message }) => message)).toEqual([
    "`DefaultJWT` is not imported, so that the type it stands in is `any` for every reader.",
  ]);
});

test("a name is told once, at its first place in the file", () => {
  const declared = (head: string, base: string): string => `${head}

declare module "next-auth" {
  interface Session {
    user: { id: string } & ${base}["user"];
    owner?: DefaultSession["user"];
  }
}
`;
  checkMarked({
    name: "DefaultSession",
    auth: { session: "session({ session, token }) { session.user.id = token.sub!; return session; }" },
    files: { [types]: declared("export {};", "⟦no-ineffective-augmentation⟧DefaultSession") },
    fixed: { [types]: declared('import type { DefaultSession } from "next-auth";\n\nexport {};', "DefaultSession") },
  });
});
