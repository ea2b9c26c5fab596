import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { format, resolveConfig } from "prettier";
import { afterAll, describe, expect, test } from "vitest";
import type { AnalyzeOptions } from "../../src/index.js";
import { augmentation } from "../support/augmentation.js";
import { authFile, credentials, github, helpers, session } from "../support/auth-file.js";
import { project } from "../support/project.js";

type Files = Readonly<Record<string, string>>;

/** One way in which a fix changes files. */
interface Form {
  readonly name: string;
  readonly files: Files;
  readonly options?: AnalyzeOptions;
  /** Texts that the fix brings, as Prettier writes them by itself, by the names of the files that it changes. */
  readonly brings?: Files;
  /** Texts that the fix takes away, likewise. */
  readonly takes?: Files;
}

const types = "types/next-auth.d.ts";
const plan = session('session.plan = "free";');
const roles = ["administrator", "maintainer", "contributor", "translator", "visitor"];
const members = {
  "members.ts": `export type Role = ${roles.map((role) => `"${role}"`).join(" | ")};
export interface Member { role: Role; since: number }
export const memberOf = (id: string): Member => ({ role: id === "1" ? "visitor" : "translator", since: 1 });
`,
};
const usesMembers = 'import { memberOf } from "./members";';

const forms: readonly Form[] = [
  {
    name: "a new file for a field of the session",
    files: { "auth.ts": authFile({ session: plan }) },
    brings: { "next-auth.d.ts": "export {};\n\ndeclare module" },
  },
  {
    name: "a new file for all that a field's way lacks",
    files: {
      "auth.ts": authFile({
        providers: [github],
        jwt: "jwt({ token, profile }) {\n      if (profile) token.login = profile.login;\n      return token;\n    }",
        session: session("session.user.login = token.login;"),
      }),
    },
    brings: { "next-auth.d.ts": "\n  interface Profile {\n    login?: string;\n  }\n" },
  },
  {
    name: "a new block for the token",
    files: {
      "auth.ts": authFile({ jwt: 'jwt({ token }) {\n      token.plan = "free";\n      return token;\n    }' }),
      [types]: augmentation({ session: ["note?: string"] }),
    },
    brings: { [types]: '\n\ndeclare module "next-auth/jwt" {\n  interface JWT {\n    plan: string;\n  }\n}\n' },
  },
  {
    name: "a new member of the session",
    files: { "auth.ts": authFile({ session: plan }), [types]: augmentation({ session: ["note?: string"] }) },
    brings: { [types]: "note?: string;\n    plan: string;\n" },
  },
  {
    name: "a new member of an interface that is on one line",
    files: {
      "auth.ts": authFile({ session: plan }),
      [types]: 'import "next-auth";\n\ndeclare module "next-auth" {\n  interface Session { note?: string }\n}\n',
    },
    brings: { [types]: "note?: string;\n    plan: string;\n" },
  },
  {
    name: "a new member of the session's user, on its line",
    files: {
      "auth.ts": authFile({ session: session("session.user.id = token.sub!;") }),
      [types]: augmentation({ session: ['user: { note?: string } & DefaultSession["user"]'] }).replace(
        "export {};",
        'import type { DefaultSession } from "next-auth";',
      ),
    },
    brings: { [types]: 'user: { note?: string; id: string } & DefaultSession["user"];' },
  },
  {
    name: "new members that do not fit on the line of the session's user",
    files: {
      "auth.ts": authFile({
        session: session("session.user.identification = token.sub!;", 'session.user.subscription = "free";'),
      }),
      [types]: augmentation({ session: ['user: { description?: string } & DefaultSession["user"]'] }).replace(
        "export {};",
        'import type { DefaultSession } from "next-auth";',
      ),
    },
    brings: { [types]: "      identification: string;\n      subscription: string;\n    } & " },
  },
  {
    name: "a user where the session declares none",
    files: {
      "auth.ts": authFile({ session: session("session.user.id = token.sub!;") }),
      [types]: augmentation({ session: ["note?: string"] }),
    },
    brings: { [types]: 'user: {\n      id: string;\n    } & DefaultSession["user"];' },
  },
  {
    name: "another type",
    files: { "auth.ts": authFile({ session: plan }), [types]: augmentation({ session: ["plan: number"] }) },
    brings: { [types]: "plan: string;" },
    takes: { [types]: "number" },
  },
  {
    name: "a type that is too long for its line",
    files: {
      "auth.ts": authFile({
        head: `const roleOf = (id?: string): ${roles.map((role) => `"${role}"`).join(" | ")} => (id ? "visitor" : "translator");`,
        session: session("session.roles = [roleOf(token.sub), null];"),
      }),
      [types]: augmentation({ session: ["roles: number"] }),
    },
    brings: { [types]: '      | "contributor"\n' },
    takes: { [types]: "number" },
  },
  {
    name: "an object that is too long for its line",
    files: {
      "auth.ts": authFile({
        session: session(
          'session.place = { street: "Long Street", number: 12, city: "Longtown", country: "Longland", code: 1 };',
        ),
      }),
      [types]: augmentation({ session: ["note?: string"] }),
    },
    brings: { [types]: "    place: {\n      street: string;\n" },
  },
  {
    name: "a type with arguments that are too long for its line",
    files: {
      "members.ts": `export interface MembershipOfOrganization { role: string; since: number; ownedOrganizations: string[]; joinedOrganizations: string[] }
export const standingOf = (id: string): Pick<MembershipOfOrganization, "role" | "since" | "ownedOrganizations" | "joinedOrganizations"> =>
  ({ role: id, since: 1, ownedOrganizations: [], joinedOrganizations: [] });
`,
      "auth.ts": authFile({
        head: 'import { standingOf } from "./members";',
        session: session("session.standing = standingOf(token.sub!);"),
      }),
      [types]: augmentation({ session: ["note?: string"] }),
    },
    brings: {
      [types]: `    standing: Pick<
      MembershipOfOrganization,
      "role" | "since" | "ownedOrganizations" | "joinedOrganizations"
    >;
`,
    },
  },
  {
    name: "a field that is made optional",
    files: {
      "auth.ts": authFile({ session: session('if (enabled) session.plan = "free";') }),
      [types]: augmentation({ session: ["plan: string"] }),
    },
    brings: { [types]: "plan?: string;" },
  },
  {
    name: "a field that is removed with its comment",
    files: {
      "auth.ts": authFile({ session: plan }),
      [types]: augmentation({ session: ["/** What is paid for. */\n    seats: number", "plan: string"] }),
    },
    takes: { [types]: "seats" },
  },
  {
    name: "both fields of a block, removed",
    files: {
      "auth.ts": authFile({ session: plan }),
      [types]: augmentation({
        session: ["plan: string"],
        token: ["seats: number", "/** For whom. */\n    guests: number"],
      }),
    },
    takes: { [types]: "seats" },
  },
  {
    name: "a name added to an import",
    files: {
      ...members,
      "auth.ts": authFile({ head: usesMembers, session: session('session.member = memberOf("1");') }),
      [types]: `import type { Role } from "../members";\n\n${augmentation({ session: ["role?: Role"] }).replace("export {};\n\n", "")}`,
    },
    brings: { [types]: 'import type { Role, Member } from "../members";' },
  },
  {
    name: "a name that makes an import too long for its line",
    files: {
      "auth.ts": authFile({ session: session("session.user.id = token.sub!;") }),
      [types]: `import type { Account, AuthOptions, CallbacksOptions, EventCallbacks, Profile } from "next-auth";

declare module "next-auth" {
  interface Session {
    all?: [Account, AuthOptions, CallbacksOptions, EventCallbacks, Profile];
  }
}
`,
    },
    brings: { [types]: "  DefaultSession,\n" },
  },
  {
    name: "an import of its own",
    files: {
      ...members,
      "auth.ts": authFile({ head: usesMembers, session: session('session.member = memberOf("1");') }),
      [types]: augmentation({ session: ["note?: string"] }),
    },
    brings: { [types]: 'import type { Member } from "../members";' },
  },
  {
    name: "names that need quotes beside one that needs none",
    files: {
      "auth.ts": authFile({ session: session('session["a.b"] = "c";', 'session.place = { "a-b": 1, c: 2 };') }),
      [types]: augmentation({ session: ["note?: string"] }),
    },
    brings: { [types]: '"a.b": string;' },
  },
  {
    name: "an array of a union",
    files: {
      "auth.ts": authFile({ session: session("session.both = [token.sub!, Number(token.sub)];") }),
      [types]: augmentation({ session: ["note?: string"] }),
    },
    brings: { [types]: "both: (string | number)[];" },
  },
  {
    name: "declarations below the callbacks",
    files: { "auth.ts": authFile({ session: plan }) },
    options: { declareIn: "callback" },
    brings: { "auth.ts": 'declare module "next-auth" {\n  interface Session {\n    plan: string;\n  }\n}\n' },
  },
  {
    name: "an augmentation that is made to take effect",
    files: {
      "auth.ts": authFile({ session: plan }),
      [types]: augmentation({ session: ["plan: string"] }).replace('"next-auth"', '"next-auth/types"'),
    },
    brings: { [types]: 'declare module "next-auth" {' },
  },
  {
    name: "a file that is made a module",
    files: {
      "auth.ts": authFile({ session: plan }),
      [types]: augmentation({ session: ["plan: string"] }).replace("export {};\n\n", ""),
    },
    brings: { [types]: "export {};" },
  },
  {
    name: "a cast that is removed",
    files: {
      "auth.ts": authFile({ session: session('(session as any).plan = "free";') }),
      [types]: augmentation({ session: ["plan: string"] }),
    },
    brings: { "auth.ts": '      session.plan = "free";\n' },
  },
  {
    name: "a comment for the compiler that is removed",
    files: {
      "auth.ts": authFile({ session: session("// @ts-ignore", 'session.plan = "free";') }),
      [types]: augmentation({ session: ["plan: string"] }),
    },
    takes: { "auth.ts": "@ts-ignore" },
  },
  {
    name: "a return that is put in",
    files: {
      "auth.ts": authFile({
        session: "session({ session }) {\n      if (enabled) return;\n      return session;\n    }",
      }),
    },
    brings: { "auth.ts": "if (enabled) return session;" },
  },
  {
    name: "a callback that gets its return",
    files: {
      "auth.ts": authFile({
        providers: [credentials()],
        session: 'async session({ session }) {\n      session.plan = "free";\n    }',
      }),
      [types]: augmentation({ session: ["plan: string"] }),
    },
    brings: { "auth.ts": '      session.plan = "free";\n      return session;\n' },
  },
  {
    name: "a comment of ours that is removed",
    files: {
      "auth.ts": authFile({
        session: session("// typed-session-disable-next-line no-undeclared-field", 'session.plan = "free";'),
      }),
      [types]: augmentation({ session: ["plan: string"] }),
    },
    takes: { "auth.ts": "typed-session-disable" },
  },
];

const root = realpathSync(mkdtempSync(join(tmpdir(), "typed-session-formatted-")));
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});
const require = createRequire(import.meta.url);
const biome = require.resolve("@biomejs/biome/bin/biome");

/** Formats the files of a folder, each where it stands. */
type Formatter = (folder: string, names: readonly string[]) => Promise<void> | void;

const prettier: Formatter = async (folder, names) => {
  for (const name of names) {
    const filepath = join(folder, name);
    // As the command of Prettier does.
    const options = await resolveConfig(filepath, { editorconfig: true, useCache: false });
    writeFileSync(filepath, await format(readFileSync(filepath, "utf8"), { ...options, filepath }));
  }
};
const biomes: Formatter = (folder, names) => {
  execFileSync(process.execPath, [biome, "format", "--write", "--vcs-enabled=false", ...names], {
    cwd: folder,
    stdio: "pipe",
  });
};

const configurations: readonly (readonly [name: string, formatter: Formatter, files: Files])[] = [
  ["Prettier as it is by itself", prettier, { ".prettierrc": "{}\n" }],
  [
    "Prettier, as .prettierrc and .editorconfig say",
    prettier,
    {
      ".prettierrc": '{ "semi": false, "singleQuote": true, "bracketSpacing": false }\n',
      ".editorconfig": "root = true\n[*]\nindent_style = tab\nmax_line_length = 100\n",
    },
  ],
  [
    "Biome, as biome.json says",
    biomes,
    {
      "biome.json": JSON.stringify({
        formatter: { indentStyle: "space", indentWidth: 4, lineWidth: 90 },
        javascript: { formatter: { quoteStyle: "single", semicolons: "asNeeded" } },
      }),
    },
  ],
];

describe.each(configurations)("a formatter changes nothing that fix writes: %s", (configuration, formatter, config) => {
  const formatted = async (files: Files): Promise<Files> => {
    const folder = mkdtempSync(join(root, "app-"));
    for (const [name, text] of Object.entries({ ...config, ...files })) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    await formatter(folder, Object.keys(files));
    return Object.fromEntries(Object.keys(files).map((name) => [name, readFileSync(join(folder, name), "utf8")]));
  };

  test.each(forms)("$name", async ({ files, options, brings = {}, takes = {} }) => {
    const before = await formatted({ "helpers.ts": helpers, ...files });
    const { files: after } = project({ ...config, ...before }, options ? { analyze: options } : {}).fixed();
    const changed = Object.keys(after).filter((name) => after[name] !== { ...config, ...before }[name]);
    expect(changed).toEqual([...new Set([...Object.keys(brings), ...Object.keys(takes)])]);
    if (configuration.startsWith("Prettier as"))
      for (const [name, text] of Object.entries(brings)) {
        expect(after[name]).toContain(text);
        expect(before[name] ?? "").not.toContain(text);
      }
    for (const [name, text] of Object.entries(takes)) {
      expect(before[name]).toContain(text);
      expect(after[name]).not.toContain(text);
    }
    const written = Object.fromEntries(changed.map((name) => [name, after[name] ?? ""]));
    expect(written).toEqual(await formatted(written));
  });
});
