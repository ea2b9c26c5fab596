import { expect, test } from "vitest";
import { project, type ProjectOptions } from "../support/project.js";

const v5: ProjectOptions = { nextAuth: "5.0.0-beta.32", compilerOptions: { lib: ["es2022", "dom"] } };

// `createUser` of next-auth 4 takes anything where `@auth/core` is not installed: there `getUser` tells.

/** An adapter package that knows another copy of the library's types, as it is with `@auth/prisma-adapter` beside next-auth 4. */
const foreign = `interface User { id: string; email: string; emailVerified: Date | null; name?: string | null; image?: string | null }
export interface Adapter { createUser(user: User): Promise<User>; getUser(id: string): Promise<User | null> }
export declare function PrismaAdapter(client: object): Adapter;
interface Row extends User { seats: number; plan?: string }
export declare const withSeats: { createUser(user: User): Promise<Row>; getUser(id: string): Promise<Row | null> };
`;
const own = `{
    async createUser(user) {
      return { id: "1", email: user.email, emailVerified: null };
    },
    async getUser(id) {
      return { id, email: "", emailVerified: null };
    },
  }`;

function declared(...members: readonly string[]): string {
  return `import "next-auth";\n\ndeclare module "next-auth" {\n  interface User {\n${members.map((one) => `    ${one};\n`).join("")}  }\n}\n`;
}

function problemsOf(adapter: string, members: readonly string[], options: ProjectOptions = {}): readonly string[] {
  const type = options.nextAuth === undefined ? "NextAuthOptions" : "NextAuthConfig";
  const made = project(
    {
      "auth.ts": `import type { ${type} } from "next-auth";
import * as adapters from "./adapters";

export const options: ${type} = {
  adapter: ${adapter},
  providers: [],
  callbacks: { session: ({ session }) => session },
};
export const used: unknown = adapters;
`,
      "adapters.ts": foreign,
      "types.d.ts": declared(...members),
    },
    options,
  );
  return made.analysis().problems.map(({ message, at }) => `${String(at?.line)} ${message}`);
}

const lacks = (names: string, written: string): string =>
  `5 The adapter does not fit: \`User\` requires ${names}, which the users that this adapter makes may lack. It fits once \`User\` declares ${written}.`;
const role = lacks("`role`", "`role?: …`");
const otherSeats =
  "5 The adapter does not fit: `User` declares `seats` as `string`, which its users have as `number`. It fits once `User` declares `seats: number`.";
const prisma = "adapters.PrismaAdapter({})";

test.each<
  [name: string, adapter: string, members: readonly string[], expected: readonly string[], options?: ProjectOptions]
>([
  ["an adapter with types of its own, beside next-auth 4", prisma, ['role: "admin" | "member"'], [role]],
  ["the same beside Auth.js 5", prisma, ['role: "admin" | "member"'], [role], v5],
  ["an adapter of the project's own", own, ["role: string"], [role]],
  ["the same for Auth.js 5", own, ["role: string"], [role], v5],
  ["several members", prisma, ["role: string", "plan: string"], [lacks("`role` and `plan`", "`role?: …`, `plan?: …`")]],
  ["of several members one that it has", "adapters.withSeats", ["seats: number", "role: string"], [role]],
  ["a member that it has at times", "adapters.withSeats", ["plan: string"], [lacks("`plan`", "`plan?: …`")]],
  ["a member that is optional already", prisma, ["role?: string"], []],
  ["no member at all", prisma, [], []],
  ["an adapter that fits", "adapters.withSeats", ["seats: number"], []],
  ["an adapter that is cast", `${prisma} as NonNullable<NextAuthOptions["adapter"]>`, ["role: string"], []],
  ["an adapter of type `any`", `${prisma} as any`, ["role: string"], []],
  ["a member of another type", "adapters.withSeats", ["seats: string"], [otherSeats]],
  [
    "an optional member of another type",
    "adapters.withSeats",
    ["seats?: string"],
    [otherSeats.replace("seats: number", "seats?: number")],
  ],
  ["a member of another type for Auth.js 5", "adapters.withSeats", ["seats: string"], [otherSeats], v5],
  ["a member of a wider type", "adapters.withSeats", ["seats: number | string"], []],
  [
    "a member that it lacks, and one of another type",
    "adapters.withSeats",
    ["seats: string", "role: string"],
    [
      "5 The adapter does not fit: `User` requires `role`, which the users that this adapter makes may lack, and declares `seats` as `string`, which its users have as `number`. It fits once `User` declares `seats: number`, `role?: …`.",
    ],
  ],
  [
    "an adapter that does not fit for another reason",
    "{ createUser: 1 } as { createUser: number }",
    ["role: string"],
    [],
  ],
  [
    "an adapter that does not fit for another reason beside a member that it lacks",
    "{ ...adapters.PrismaAdapter({}), getUser: 1 }",
    ["role: string"],
    [],
  ],
  ["the same beside Auth.js 5", "{ ...adapters.PrismaAdapter({}), getUser: 1 }", ["role: string"], [], v5],
])("the fit of an adapter: %s", (_, adapter, members, expected, options) => {
  expect(problemsOf(adapter, members, options)).toEqual(expected);
});

const said = (line: number): string => role.replace("5", String(line));

/** Ways in which an adapter comes into a config, each with the line at which it is told. */
test.each<[name: string, text: string, line: number | undefined, options?: ProjectOptions]>([
  [
    "as a shorthand",
    `const adapter = PrismaAdapter({});
export const options: NextAuthOptions = { adapter, providers: [] };`,
    3,
  ],
  [
    "as a shorthand for a variable with a type",
    `import type { Adapter } from "next-auth/adapters";
const adapter: Adapter = PrismaAdapter({});
export const options: NextAuthOptions = { adapter, providers: [] };`,
    3,
  ],
  [
    "through a variable",
    `const made = PrismaAdapter({});
export const options: NextAuthOptions = { adapter: made, providers: [] };`,
    3,
  ],
  [
    "through two variables, of which the first has a type",
    `import type { Adapter } from "next-auth/adapters";
const made: Adapter = PrismaAdapter({});
const same = made;
export const options: NextAuthOptions = { adapter: same, providers: [] };`,
    3,
  ],
  [
    "through a function's call",
    `function make() { return PrismaAdapter({}); }
export const options: NextAuthOptions = { adapter: make(), providers: [] };`,
    3,
  ],
  [
    "through the call of a function that says what it returns",
    `import type { Adapter } from "next-auth/adapters";
const make = (): Adapter => PrismaAdapter({});
export const options: NextAuthOptions = { adapter: make(), providers: [] };`,
    3,
  ],
  [
    "through a spread",
    `const base = { adapter: PrismaAdapter({}) };
export const options: NextAuthOptions = { ...base, providers: [] };`,
    2,
  ],
  [
    "through a spread of a config with a type",
    `const base: Partial<NextAuthOptions> = { adapter: PrismaAdapter({}) };
export const options: NextAuthOptions = { ...base, providers: [] };`,
    2,
  ],
  [
    "through the spread of a function's call, as a shorthand",
    `const adapter = PrismaAdapter({});
const base = () => ({ adapter });
export const options: NextAuthOptions = { ...base(), providers: [] };`,
    3,
  ],
  [
    "in options without a type that the library is given",
    `import NextAuth from "next-auth";
const options = { adapter: PrismaAdapter({}), providers: [] };
export default NextAuth(options);`,
    3,
  ],
  [
    "in options that satisfy a type",
    "export const options = { adapter: PrismaAdapter({}), providers: [] } satisfies NextAuthOptions;",
    2,
  ],
  [
    "through a variable that is cast",
    `const made = PrismaAdapter({}) as NonNullable<NextAuthOptions["adapter"]>;
export const options: NextAuthOptions = { adapter: made, providers: [] };`,
    undefined,
  ],
  [
    "through a spread that another adapter follows",
    `const base = { adapter: PrismaAdapter({}) };
export const options: NextAuthOptions = { ...base, adapter: undefined, providers: [] };`,
    undefined,
  ],
])("an adapter is found %s", (_, text, line) => {
  const made = project({
    "auth.ts": `import { PrismaAdapter } from "./adapters"; import type { NextAuthOptions } from "next-auth";\n${text}\nexport type Used = NextAuthOptions;\n`,
    "adapters.ts": foreign,
    "types.d.ts": declared("role: string"),
  });
  const found = made.analysis().problems.map(({ message, at }) => `${String(at?.line)} ${message}`);
  expect(found).toEqual(line === undefined ? [] : [said(line)]);
  if (line !== undefined) expect(made.errors().length).toBeGreaterThan(0);
});

test("an adapter is found behind a declaration in its own file", () => {
  const made = project({
    "auth.ts": `import type { NextAuthOptions } from "next-auth";
import { PrismaAdapter } from "./adapters";

declare module "next-auth" {
  interface User {
    role: string;
  }
}

export const options: NextAuthOptions = { adapter: PrismaAdapter({}), providers: [] };
`,
    "adapters.ts": foreign,
  });
  expect(made.analysis().problems.map(({ message, at }) => `${String(at?.line)} ${message}`)).toEqual([said(10)]);
});

test("the compiler accepts the adapter once the member is optional", () => {
  const files = (member: string): Record<string, string> => ({
    "auth.ts": `import type { NextAuthOptions } from "next-auth";\nimport { PrismaAdapter } from "./adapters";\n\nexport const options: NextAuthOptions = { adapter: PrismaAdapter({}), providers: [] };\n`,
    "adapters.ts": foreign,
    "types.d.ts": declared(member),
  });
  expect(project(files("role: string")).errors().length).toBe(1);
  expect(project(files("role?: string")).errors()).toEqual([]);
});
