import fc from "fast-check";
import { anyOf, several, text } from "./text.js";

/** A project's declarations, and a reader of its session. */
export interface Declarations {
  readonly files: Readonly<Record<string, string>>;
  /** The text in the auth file itself. */
  readonly inline: string;
}

const memberType = anyOf(
  "string",
  "number",
  "string | null",
  "{ wrong: true }",
  "any",
  "unknown",
  '"red" | "green" | "blue"',
  "string[]",
  "Missing",
  'string & { readonly __brand: "Id" }',
);
const member = (name: string): fc.Arbitrary<string> =>
  text`${name}${anyOf("", "?")}: ${memberType}${anyOf(";", ",", "\n")}`;
/** No name twice: which of two declarations counts is not tested here. */
const members = fc
  .subarray(["plan", "role", "seats", "stale", "id", '"data"'], { maxLength: 3 })
  .chain((names) => fc.tuple(...names.map(member)))
  .map((texts) => texts.join("\n    "));

const user = fc.oneof(
  text`user${anyOf("", "?")}: { ${members} } & DefaultSession["user"];`,
  text`user: { ${members} name?: string | null; email?: string | null; image?: string | null };`,
  text`user: { ${members} };`,
  text`user: User & { ${members} };`,
  text`user: AppUser;`,
  anyOf(
    "",
    'user: DefaultSession["user"];',
    "user: any;",
    "user: null;",
    'user: ({ id: string } | { plan: string }) & DefaultSession["user"];',
  ),
);

const session = text`  ${anyOf("interface Session", "interface Session extends DefaultSession", "interface Session", "export interface Session")} {
    ${members}
    ${user}
  }`;
const token = text`  interface JWT${anyOf("", " extends DefaultJWT")} {
    ${members}
  }`;
const inputs = text`  interface ${anyOf("User", "Profile", "Account", "User extends DefaultUser")} {
    ${members}
  }`;

/** A block, mostly for a module in which it takes effect. */
const block = fc.oneof(
  {
    weight: 4,
    arbitrary: text`declare module "${anyOf("next-auth", "next-auth", "next-auth", "next-auth/jwt", "next-auth/types", "@auth/core/types", "nowhere")}" {\n${session}\n}`,
  },
  {
    weight: 3,
    arbitrary: text`declare module "${anyOf("next-auth/jwt", "next-auth/jwt", "next-auth/jwt", "next-auth", "next-auth/jwt/types")}" {\n${token}\n}`,
  },
  { weight: 1, arbitrary: text`declare module "next-auth" {\n${inputs}\n}` },
  {
    weight: 1,
    arbitrary: anyOf(
      'declare module "next-auth" {\n  type Session = { plan: string };\n}',
      '// declare module "next-auth" { interface Session { plan: string } }',
      'declare module "next-auth" {}',
    ),
  },
);

const imports = `import type { DefaultSession, DefaultUser, User } from "next-auth";
import type { DefaultJWT } from "next-auth/jwt";

interface AppUser {
  id: string;
  name?: string | null;
}
`;
const file = text`${anyOf(imports, imports, imports, "export {};\n", "")}\n${several(block, { min: 1, max: 2, separator: "\n\n" })}\n`;

const place = anyOf(
  "next-auth.d.ts",
  "types/next-auth.d.ts",
  "src/types/next-auth.d.ts",
  "types.ts",
  "src/types/auth.d.ts",
);

const reader = text`import { getServerSession, type Session } from "next-auth";
import { authOptions } from "./auth";

export async function page(given: Session) {
  const session = await getServerSession(authOptions);
  const who = ${anyOf("session?.user", "session!.user", "(session as any).user", "given.user")};
  return [${several(anyOf("who?.role", "who.id", "who?.email", "session?.plan", "(given as any).role", "given.seats", 'given["plan"]', "given?.user?.name?.length", "given.plan.length", "(who as any)?.plan", "given.nobody"), { max: 4, separator: ", " })}];
}
`;

/** Right and wrong declarations, in any form and place, or none. */
export const declarations: fc.Arbitrary<Declarations> = fc
  .record({
    first: fc.option(fc.tuple(place, file), { freq: 6 }),
    second: fc.option(fc.tuple(place, file), { freq: 1 }),
    inline: fc.oneof({ weight: 4, arbitrary: fc.constant("") }, { weight: 1, arbitrary: block }),
    reader: fc.option(reader),
  })
  .map(({ first, second, inline, reader: page }) => ({
    inline,
    files: Object.fromEntries([
      ...(second ? [second] : []),
      ...(first ? [first] : []),
      ...(page === null ? [] : [["page.ts", page] as const]),
    ]),
  }));
