import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { copyOf } from "./support/app.js";
import { packed } from "./support/packed.js";
import { mustRun, run, start, type Answer } from "./support/run.js";

/** A project of today's generators, with the drift that ESLint is to find. */
interface Generated {
  readonly name: string;
  /** Its heading in the plugin's README. */
  readonly heading: string;
  /** Makes the project in a directory and returns its root. */
  readonly create: (parent: string) => string;
  readonly config: string;
  /** What its guide adds to the dependencies. */
  readonly dependencies: Readonly<Record<string, string>>;
  readonly prepare: (root: string) => void;
  /** The file of the callbacks, and where the finding stands. */
  readonly file: string;
  readonly finding: readonly [rule: string, line: number, column: number];
  /** What the fix declares, in that file. */
  readonly declared: string;
}

const npx = (directory: string, ...args: readonly string[]): void => void mustRun(directory, "npx", ["-y", ...args]);
const edit = (file: string, change: (text: string) => string): void => {
  writeFileSync(file, change(readFileSync(file, "utf8")));
};
/** Replaces what must stand in a text exactly once. */
const replaced = (text: string, before: string, after: string): string => {
  expect(text.split(before)).toHaveLength(2);
  return text.replace(before, () => after);
};

const roleFromToken = `    jwt({ token }) {
      token.role = "editor";
      return token;
    },
    session({ session, token }) {
      session.user.role = token.role;
      return session;
    },
`;
const roleBlock = `    user: {
      role: string;
    } & DefaultSession["user"];`;

const projects: readonly Generated[] = [
  {
    name: "create-next-app",
    heading: "Next.js",
    create: (parent) => {
      const flags = ["--yes", "--ts", "--eslint", "--app", "--use-npm", "--skip-install", "--disable-git"];
      npx(parent, "create-next-app@16.4.3", "next", ...flags);
      return join(parent, "next");
    },
    config: "eslint.config.mjs",
    dependencies: { "next-auth": "5.0.0-beta.32" },
    prepare: (root) => {
      writeFileSync(
        join(root, "auth.ts"),
        `import NextAuth from "next-auth";\n\nexport const { auth } = NextAuth({\n  providers: [],\n  callbacks: {\n${roleFromToken}  },\n});\n`,
      );
    },
    file: "auth.ts",
    finding: ["no-undeclared-field", 11, 7],
    declared: roleBlock,
  },
  {
    name: "@nuxt/eslint",
    heading: "Nuxt",
    create: () => {
      const root = copyOf("nuxt4");
      rmSync(join(root, "package-lock.json"));
      edit(join(root, "nuxt.config.ts"), (text) => replaced(text, "modules: [", "modules: ['@nuxt/eslint', "));
      return root;
    },
    config: "eslint.config.mjs",
    dependencies: { "@nuxt/eslint": "1.17.0", eslint: "10.15.0" },
    prepare: (root) => void mustRun(root, join(root, "node_modules/.bin/nuxt"), ["prepare"]),
    file: "server/api/auth/[...].ts",
    finding: ["no-undeclared-field", 33, 9],
    declared: "    user: {\n      role: Role\n    } & DefaultSession['user']",
  },
  {
    name: "sv create",
    heading: "SvelteKit",
    create: (parent) => {
      npx(
        parent,
        "sv@0.17.1",
        "create",
        "--template",
        "minimal",
        "--types",
        "ts",
        "--no-add-ons",
        "--no-install",
        "svelte",
      );
      npx(join(parent, "svelte"), "sv@0.17.1", "add", "eslint", "--no-install", "--no-git-check");
      return join(parent, "svelte");
    },
    config: "eslint.config.js",
    dependencies: { "@auth/sveltekit": "1.11.3" },
    prepare: (root) => {
      mustRun(root, join(root, "node_modules/.bin/svelte-kit"), ["sync"]);
      writeFileSync(
        join(root, "src/auth.ts"),
        `import { SvelteKitAuth } from "@auth/sveltekit";\n\nexport const { handle } = SvelteKitAuth({\n  providers: [],\n  callbacks: {\n${roleFromToken}  },\n});\n`,
      );
    },
    file: "src/auth.ts",
    finding: ["no-undeclared-field", 11, 7],
    declared: roleBlock,
  },
  {
    name: "create-t3-app",
    heading: "create-t3-app",
    create: (parent) => {
      npx(
        parent,
        "create-t3-app@7.40.0",
        "t3",
        "--CI",
        "--noGit",
        "--noInstall",
        "--nextAuth",
        "--appRouter",
        "--eslint",
      );
      return join(parent, "t3");
    },
    config: "eslint.config.js",
    dependencies: {},
    prepare: (root) => {
      edit(join(root, "src/server/auth/config.ts"), (text) =>
        replaced(text, "id: token.sub,", 'id: token.sub,\n        role: "editor",'),
      );
    },
    file: "src/server/auth/config.ts",
    finding: ["no-undeclared-field", 49, 9],
    declared: "      id: string;\n      role: string;",
  },
];

const readme = readFileSync(join(import.meta.dirname, "../packages/eslint-plugin/README.md"), "utf8");

/** A config with what the README adds to it below a heading. */
function withReadmesLines(config: string, heading: string): string {
  const section = readme.split(/^### /m).find((one) => one.startsWith(`${heading}\n`)) ?? "";
  const [, diff = ""] = /```diff\n([^]*?)```/.exec(section) ?? [];
  return diff.split("@@\n").reduce((text, hunk) => {
    const lines = hunk.trimEnd().split("\n");
    const of = (some: readonly string[]): string => some.map((line) => `${line.slice(1)}\n`).join("");
    return replaced(text, of(lines.filter((line) => line.startsWith(" "))), of(lines));
  }, config);
}

/** Node 20 lacks what the config of Nuxt calls. */
const groupBy = `data:text/javascript,${encodeURIComponent(
  "Object.groupBy ??= (items, keyOf) => { const groups = {}; for (const item of items) (groups[keyOf(item)] ??= []).push(item); return groups; };",
)}`;

interface Message {
  readonly ruleId: string | null;
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

describe("the config that a generator writes, with the README's lines", () => {
  const parent = realpathSync(mkdtempSync(join(tmpdir(), "typed-session-generated-")));
  const roots = new Map<string, string>();

  /** What the rules report, as `file rule:line:column`, or the message where there is no rule. */
  const eslint = (
    root: string,
    ...args: readonly string[]
  ): { answer: Answer; messages: (Message & { file: string })[] } => {
    const binary = join(root, "node_modules/.bin/eslint");
    const answer = run(root, binary, ["--format", "json", ...args, "."], { NODE_OPTIONS: `--import=${groupBy}` });
    if (!answer.stdout.startsWith("[")) throw new Error(answer.stdout + answer.stderr);
    const results = JSON.parse(answer.stdout) as { filePath: string; messages: Message[] }[];
    const messages = results.flatMap(({ filePath, messages: some }) =>
      some.map((one) => ({ ...one, file: filePath.slice(root.length + 1).replaceAll("\\", "/") })),
    );
    return {
      answer,
      messages: messages.filter(({ ruleId }) => ruleId === null || ruleId.startsWith("typed-session/")),
    };
  };

  beforeAll(async () => {
    const tarball = packed("core", "eslint-plugin");
    await Promise.all(
      projects.map(async ({ name, create, dependencies }) => {
        const root = create(parent);
        roots.set(name, root);
        edit(join(root, "package.json"), (text) => {
          const manifest = JSON.parse(text) as { dependencies?: object; devDependencies?: object };
          return JSON.stringify({
            ...manifest,
            dependencies: { ...manifest.dependencies, ...dependencies },
            devDependencies: { ...manifest.devDependencies, "eslint-plugin-typed-session": tarball("eslint-plugin") },
            // The engine is not in the registry yet.
            overrides: { "@typed-session/core": tarball("core") },
          });
        });
        const args = [
          "install",
          "--no-audit",
          "--no-fund",
          "--ignore-scripts",
          "--legacy-peer-deps",
          "--prefer-offline",
        ];
        const { status, stderr } = await start(root, "npm", args);
        if (status !== 0) throw new Error(`${name}: ${stderr}`);
      }),
    );
  });
  afterAll(() => {
    for (const root of [parent, ...roots.values()]) rmSync(root, { recursive: true, force: true });
  });

  describe.each(projects)(
    "$name",
    ({ name, heading, config, prepare, file, finding: [rule, line, column], declared }) => {
      it("ESLint finds the drift, and --fix removes it in one run", () => {
        const root = roots.get(name) ?? "";
        prepare(root);
        edit(join(root, config), (text) => withReadmesLines(text, heading));

        const found = eslint(root);
        expect(found.messages.map((one) => [one.file, one.ruleId, one.line, one.column])).toEqual([
          [file, `typed-session/${rule}`, line, column],
        ]);
        expect(found.answer.status).toBe(1);

        expect(eslint(root, "--fix").messages).toEqual([]);
        expect(readFileSync(join(root, file), "utf8")).toContain(declared);
      });
    },
  );

  it("without the lines about types the rules read the project themselves", () => {
    const root = roots.get("create-next-app") ?? "";
    edit(join(root, config), (text) =>
      replaced(text, "    languageOptions: { parserOptions: { projectService: true } },\n", ""),
    );
    edit(join(root, "auth.ts"), (text) => text.slice(0, text.indexOf("\ndeclare module")));
    expect(eslint(root).messages.map(({ file, ruleId }) => [file, ruleId])).toEqual([
      ["auth.ts", "typed-session/no-undeclared-field"],
    ]);
  });
  const config = "eslint.config.mjs";
});
