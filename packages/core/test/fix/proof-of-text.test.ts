import { describe, expect, test } from "vitest";
import { inspect } from "../../src/index.js";
import { newErrors } from "../support/new-errors.js";
import { changed } from "../support/changed.js";
import { project, type Project } from "../support/project.js";

/** A fix is proven of the very text that it leaves: what it does not remove, a cast or a directive, is there when it is compiled. */
interface Parts {
  readonly name: string;
  readonly jwt?: string;
  readonly session?: string;
  readonly user?: string;
  readonly token?: string;
  readonly sessionUser?: string;
  /** Whether the augmentation of the token takes effect. */
  readonly isLoaded?: boolean;
  readonly reader?: string;
}

const options = { nextAuth: "5.0.0-beta.32" } as const;

function given({ jwt = "", session = "", user, token, sessionUser, isLoaded = true, reader = "" }: Parts): Project {
  const auth = `import NextAuth from "next-auth";
import GitHub from "next-auth/providers/github";
import type { Role } from "./roles";

declare const flag: boolean;
export const { handlers, auth } = NextAuth({
  providers: [GitHub],
  callbacks: {
    jwt({ token, user, account }) { ${jwt} return token; },
    session({ session, token }) { ${session} return session; },
  },
});
export type Used = Role;
export const used: unknown = flag;
`;
  const types = `import type { DefaultSession } from "next-auth";
${isLoaded ? 'import "next-auth/jwt";\n' : ""}import type { Role } from "./roles";

declare module "next-auth" {
  interface User { ${user ?? ""} }
  ${sessionUser === undefined ? "" : `interface Session { user: { ${sessionUser} } & DefaultSession["user"] }`}
}
${token === undefined ? "" : `declare module "next-auth/jwt" { interface JWT { ${token} } }`}
export type Used = [Role, DefaultSession];
`;
  const page = `import { auth } from "./auth";
import type { Role } from "./roles";
export async function role(): Promise<Role | undefined> {
  const session = await auth();
  return ${reader === "" ? "undefined" : reader};
}
export const last: unknown = auth;
`;
  const files = {
    "auth.ts": auth,
    "types.d.ts": types,
    "page.ts": page,
    "roles.ts": 'export type Role = "reader" | "writer";\n',
  };
  return project(files, options);
}

const ofUser = "(user as { role: string }).role";
const parts: readonly Parts[] = [
  {
    name: "an augmentation that takes effect, beside a cast that it refuses",
    jwt: `if (user) { token.role = ${ofUser}; }`,
    session: "(session.user as { role: string }).role = token.role as string;",
    user: "role?: Role;",
    token: "role: Role;",
    sessionUser: "role: Role;",
    isLoaded: false,
    reader: "session?.user.role",
  },
  {
    name: "the same with one cast that stays and one that goes",
    jwt: `if (user) { token.id = user.id; token.role = ${ofUser}; }`,
    session:
      "session.user.id = token.id as string; (session.user as { role: string }).role = token.role as string; session.user.role = token.role as Role;",
    user: "role?: Role;",
    token: "id: string; role: Role;",
    sessionUser: "id: string; role: Role;",
    isLoaded: false,
    reader: "session?.user.role",
  },
  {
    name: "a session's field that is declared beside a cast of the token",
    jwt: "token.role = (flag ? 'reader' : 'writer') as Role;",
    session: "session.user.role = (token as { role: string }).role;",
    reader: "session?.user.role",
  },
  {
    name: "a token's field behind a cast to a record",
    jwt: `if (user) (token as Record<string, unknown>).role = ${ofUser};`,
    session: "session.user.role = (token as Record<string, unknown>).role as Role;",
    user: "role?: Role;",
    reader: "session?.user.role",
  },
  {
    name: "a token's field behind a cast to any, read through one to a string",
    jwt: "if (user) (token as any).role = user.role;",
    session: "(session as any).user.role = (token as any).role as string;",
    user: "role?: Role;",
    sessionUser: "role: string;",
    reader: "session ? (session.user.role as Role) : undefined",
  },
  {
    name: "a field that is written both with a cast and without",
    jwt: `if (user) token.role = ${ofUser}; if (account) token.role = "reader" as Role;`,
    session: "session.user.role = token.role as Role;",
    reader: "session?.user.role",
  },
  {
    name: "a declared field that a directive lets pass",
    jwt: `if (user) {\n// @ts-ignore\ntoken.role = ${ofUser};\n}`,
    session: "session.user.role = token.role;",
    token: "role: Role;",
    reader: "session?.user.role",
  },
];

describe("a fix adds no error, whatever its author casts:", () => {
  test.each(parts)("$name", (one) => {
    const made = given(one);
    expect(newErrors(made, made.fixed(), "auth.ts")).toEqual([]);
  });

  test.each(parts)("with an editor that trusts the types: $name", (one) => {
    const made = given(one);
    const { root } = made.workspace();
    const { changes } = inspect(made.workspace()).proven({ trustsTypes: true }).fix;
    expect(newErrors(made, project(changed(made.files, root, changes), options), "auth.ts")).toEqual([]);
  });

  test("the finding says which error keeps an augmentation from taking effect", () => {
    const [first] = parts;
    if (!first) throw new Error("There is no case.");
    const { diagnostics } = given(first).analysis();
    const ineffective = diagnostics.filter(({ rule }) => rule === "no-ineffective-augmentation");
    expect(ineffective.map(({ fixable, manual }) => [fixable, manual])).toEqual([
      [false, "The fix would bring a new error at auth.ts:9: Type 'string' is not assignable to type 'Role'."],
    ]);
  });
});
