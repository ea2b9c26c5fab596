import { describe, expect, test } from "vitest";
import { newErrors } from "../support/new-errors.js";
import { project } from "../support/project.js";

const config = `import type { NextAuthConfig } from "next-auth";

export const authConfig = {
  providers: [],
  callbacks: {
    jwt: ({ token, account }) => {
      if (account) token.guild = account.providerAccountId;
      return token;
    },
    session: ({ session, token }) => ({ ...session, user: { ...session.user, guild: token.guild } }),
  },
} satisfies NextAuthConfig;
`;
const index =
  'import NextAuth from "next-auth";\nimport { authConfig } from "./config";\nexport const { auth } = NextAuth(authConfig);\n';
const sources = { "src/index.ts": index, "src/config.ts": config };

/** A package, and the files that its fix changes or creates: written before the engine was asked. */
interface Case {
  readonly name: string;
  readonly manifest: Readonly<Record<string, unknown>>;
  readonly files: Readonly<Record<string, string>>;
  readonly changed: readonly string[];
  /** A line that an import adds to the file of the config. */
  readonly imports?: string;
}

const augmenting = `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: { plan?: string } & DefaultSession["user"];
  }
}
`;

const cases: readonly Case[] = [
  {
    name: "exports name the source",
    manifest: { exports: { ".": "./src/index.ts" } },
    files: sources,
    changed: ["src/config.ts"],
  },
  {
    name: "one string is all exports",
    manifest: { exports: "./src/index.ts" },
    files: sources,
    changed: ["src/config.ts"],
  },
  {
    name: "conditions name the types in the source",
    manifest: { exports: { ".": { types: "./src/index.ts", default: "./dist/index.js" } } },
    files: sources,
    changed: ["src/config.ts"],
  },
  {
    name: "main alone names the source",
    manifest: { main: "src/index.ts" },
    files: sources,
    changed: ["src/config.ts"],
  },
  {
    name: "types name the source",
    manifest: { main: "dist/index.js", types: "./src/index.ts" },
    files: sources,
    changed: ["src/config.ts"],
  },
  { name: "main is a folder", manifest: { main: "./src" }, files: sources, changed: ["src/config.ts"] },
  {
    name: "a subpath names the config itself",
    manifest: { exports: { ".": "./dist/index.js", "./config": "./src/config.ts" } },
    files: sources,
    changed: ["src/config.ts"],
  },
  {
    name: "a star stands for the files",
    manifest: { exports: { "./*": "./src/*.ts" } },
    files: sources,
    changed: ["src/config.ts"],
  },
  {
    name: "an index without a manifest's word, which re-exports a nested folder",
    manifest: {},
    files: {
      "index.ts": 'export * from "./src/server/auth";\n',
      "src/server/auth.ts": index,
      "src/server/config.ts": config,
    },
    changed: ["src/server/config.ts"],
  },
  {
    name: "the config stands where NextAuth is called",
    manifest: { exports: { ".": "./src/index.ts" } },
    files: {
      "src/index.ts": 'export { auth } from "./auth";\n',
      "src/auth.ts": `import NextAuth from "next-auth";\n${config}\nexport const { auth } = NextAuth(authConfig);\n`,
    },
    changed: ["src/auth.ts"],
  },
  {
    name: "declarations that the entry does not import",
    manifest: { exports: { ".": "./src/index.ts" } },
    files: { ...sources, "src/types/next-auth.d.ts": augmenting },
    changed: ["src/config.ts", "src/types/next-auth.d.ts"],
    imports: 'import type {} from "./types/next-auth";',
  },
  {
    name: "declarations that the entry imports",
    manifest: { exports: { ".": "./src/index.ts" } },
    files: {
      ...sources,
      "src/index.ts": `import type {} from "./types/next-auth";\n${index}`,
      "src/types/next-auth.d.ts": augmenting,
    },
    changed: ["src/types/next-auth.d.ts"],
  },
  {
    name: "what is built is all that others get",
    manifest: { exports: { ".": { types: "./dist/index.d.ts", default: "./dist/index.js" } } },
    files: sources,
    changed: ["src/next-auth.d.ts"],
  },
  { name: "an app without entries", manifest: {}, files: sources, changed: ["src/next-auth.d.ts"] },
  {
    name: "an app that is started",
    manifest: { main: "src/main.ts" },
    files: { ...sources, "src/main.ts": 'import { auth } from "./index";\nvoid auth;\n' },
    changed: ["src/next-auth.d.ts"],
  },
];

describe("a declaration goes where importers of the package get it:", () => {
  test.each(cases)("$name", ({ manifest, files, changed, imports }) => {
    const made = project(
      { "package.json": JSON.stringify({ name: "@acme/auth", ...manifest }), ...files },
      { nextAuth: "5.0.0-beta.32", compilerOptions: { lib: ["es2022", "dom"] }, include: ["src", "index.ts"] },
    );
    const fixed = made.fixed();
    const differing = Object.keys(fixed.files).filter((name) => fixed.files[name] !== made.files[name]);
    expect(differing.sort()).toEqual(changed);
    expect(newErrors(made, fixed, "src/config.ts")).toEqual([]);
    const text = Object.values(fixed.files).join("\n");
    expect(text).toMatch(/interface Session \{\s+user: \{[^}]*guild: string/);
    expect(text).toMatch(/interface JWT \{\s+guild: string/);
    if (imports !== undefined) expect(text).toContain(imports);
    expect(fixed.fixed().files).toEqual(fixed.files);
  });
});
