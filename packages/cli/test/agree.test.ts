import { describe, expect, it } from "vitest";
import { createApp, tsconfig } from "./support/app.js";

const allowing = tsconfig.replace('"strict":true', '"strict":true,"allowJs":true,"jsx":"preserve"');

const callbacks = `{
    jwt({ token, user }) {
      if (user) token.role = "admin";
      return token;
    },
    session({ session, token }) {
      session.user.role = token.role;
      return session;
    },
  }`;

const page = `import { getServerSession } from "next-auth";
import type { Session } from "next-auth";

export async function page() {
  const s: Session | null = await getServerSession();
  return s?.user?.role.toUpperCase();
}
`;

interface Row {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
}

/** Handlers in JavaScript, whose readers are in TypeScript. */
const handlers: readonly Row[] = [
  {
    name: "a module",
    files: {
      "auth.mjs": `import NextAuth from "next-auth";\nexport default NextAuth({ providers: [], callbacks: ${callbacks} });\n`,
    },
  },
  {
    name: "a CommonJS module",
    files: {
      "auth.cjs": `const NextAuth = require("next-auth").default;\nmodule.exports = NextAuth({ providers: [], callbacks: ${callbacks} });\n`,
    },
  },
  {
    name: "a page of next.js",
    files: {
      "pages/api/auth/[...nextauth].js": `import NextAuth from "next-auth";\nexport const authOptions = { providers: [], callbacks: ${callbacks} };\nexport default NextAuth(authOptions);\n`,
    },
  },
  {
    name: "options with a type in a comment",
    files: {
      "auth.js": `/** @type {import("next-auth").NextAuthOptions} */\nexport const authOptions = { providers: [], callbacks: ${callbacks} };\n`,
    },
  },
  {
    name: "callbacks in a file of their own",
    files: {
      "callbacks.js": `export const callbacks = ${callbacks};\n`,
      "auth.js":
        'import NextAuth from "next-auth";\nimport { callbacks } from "./callbacks";\nexport default NextAuth({ providers: [], callbacks });\n',
    },
  },
  {
    name: "a handler for each request",
    files: {
      "auth.js": `import NextAuth from "next-auth";\nexport default function auth(req, res) {\n  return NextAuth(req, res, { providers: [], callbacks: ${callbacks} });\n}\n`,
    },
  },
];

const places = (stdout: string): readonly string[] => {
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: readonly { rule: string; file: string; line: number; fixable: boolean }[];
  };
  return diagnostics.map(
    ({ rule, file, line, fixable }) => `${rule} ${file}:${String(line)}${fixable ? "" : ", left"}`,
  );
};

describe("check, fix and explain agree about handlers in JavaScript:", () => {
  it.each(handlers)("$name", async ({ files }) => {
    const app = createApp({ "tsconfig.json": allowing, "page.ts": page, ...files });
    const found = places((await app.run("check", "--no-cache", "--format", "json")).stdout);
    expect(found.map((one) => one.split(" ")[0]).sort()).toEqual(["no-undeclared-field", "no-untyped-token"]);
    expect(found.filter((one) => one.endsWith("left"))).toEqual([]);

    const explained = await app.run("explain", "Session.user.role");
    expect(explained.code).toBe(0);
    expect(explained.stdout).toContain("declared nowhere");

    const { code, stdout } = await app.run("fix");
    expect(stdout).toContain("Fixed 1 finding");
    expect(code).toBe(0);
    expect(app.read("next-auth.d.ts")).toContain("role: string;");
    expect(await app.run("check", "--no-cache")).toMatchObject({ code: 0, stdout: "" });
  });
});

const options = (session: string, head = ""): string => `import type { NextAuthOptions } from "next-auth";
${head}
export const authOptions: NextAuthOptions = {
  providers: [],
  callbacks: { ${session} },
};
`;

/** Callbacks of which not everything can be seen. */
const open: readonly (readonly [name: string, auth: string])[] = [
  [
    "what nobody knows is assigned to the user",
    options(
      "async session({ session }) { Object.assign(session.user!, await load()); return session; }",
      "declare function load(): Promise<any>;",
    ),
  ],
  [
    "a loop writes names that are computed",
    options(
      "session({ session, token }) { for (const key of keys) (session.user as any)[key] = token[key]; return session; }",
      "declare const keys: string[];",
    ),
  ],
  [
    "the callback comes out of code without types",
    options("session: wrap(({ session }: any) => session)", "declare const wrap: any;"),
  ],
  [
    "a helper without types gets it",
    options("session({ session }) { fill(session); return session; }", "declare const fill: any;"),
  ],
  [
    "a spread of any fields is returned",
    options(
      "session({ session }) { return { ...session, user: { ...session.user, ...extra } }; }",
      "declare const extra: Record<string, unknown>;",
    ),
  ],
];

/** Readers, by whatever name they have it, of a field that no declaration names. */
const readers: readonly (readonly [name: string, reader: string])[] = [
  ["s", "const s: Session = viewer;\nexport const role = s.user!.role;"],
  ["me", "const me = viewer.user!;\nexport const role = me.role;"],
  ["auth", "declare function auth(): Promise<Session>;\nexport const role = async () => (await auth()).user?.role;"],
  ["a pattern", "export const { role } = viewer.user!;"],
];

describe("a reader that needs a declaration only its author can make", () => {
  const reading = (reader: string): string =>
    `import type { Session } from "next-auth";\ndeclare const viewer: Session;\n${reader}\n`;

  it.each(open)("fix ends with 1 for the reader where %s", async (_, auth) => {
    const app = createApp({
      "tsconfig.json": tsconfig,
      "auth.ts": auth,
      "page.ts": reading("export const role = viewer.user!.role;"),
    });
    const { code, stdout } = await app.run("fix");
    expect(stdout).toMatch(/page\.ts:3:\d+ {2}TS2339/);
    expect(stdout.match(/TS2339/g)).toHaveLength(1);
    expect(code).toBe(1);
    app.write(
      "next-auth.d.ts",
      'import type { DefaultSession } from "next-auth";\n\ndeclare module "next-auth" {\n  interface Session {\n    user: { role: string } & DefaultSession["user"];\n  }\n}\n',
    );
    expect(await app.run("fix")).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it.each(readers)("fix ends with 1 for a reader that calls the session %s", async (_, reader) => {
    const [[, auth] = ["", ""]] = open;
    const app = createApp({ "tsconfig.json": tsconfig, "auth.ts": auth, "page.ts": reading(reader) });
    expect(await app.run("fix")).toMatchObject({ code: 1, stdout: expect.stringContaining("TS2339") as string });
  });

  it.each([
    ["an own object has no such member", "const user: { name?: string } = {};\nexport const role = user.role;"],
    ["another thing is wrong with the session", "export const size: number = viewer.expires;"],
    ["it reads what is declared", "export const name = viewer.user?.name;"],
  ])("fix ends with 0 where %s", async (_, reader) => {
    const [[, auth] = ["", ""]] = open;
    const app = createApp({ "tsconfig.json": tsconfig, "auth.ts": auth, "page.ts": reading(reader) });
    expect(await app.run("fix")).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("fix ends with 0 for a field that nobody assigns, as no declaration would be true", async () => {
    const auth = options("session({ session }) { return session; }");
    const app = createApp({
      "tsconfig.json": tsconfig,
      "auth.ts": auth,
      "page.ts": reading("export const role = viewer.user!.role;"),
    });
    expect(await app.run("fix")).toEqual({ code: 0, stdout: "", stderr: "" });
  });
});
