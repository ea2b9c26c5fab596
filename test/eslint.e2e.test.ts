import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cases } from "./support/breadth.js";
import { compilerOptions } from "./support/linked-app.js";
import { packed } from "./support/packed.js";
import { mustRun, run, type Answer } from "./support/run.js";

type Files = Readonly<Record<string, string>>;

const tsconfig = JSON.stringify({ compilerOptions, include: ["**/*.ts"] });

/** The README's config, as each release of ESLint takes it. */
function configs(parserOptions: string): Files {
  const list = `[
  { files: ["**/*.ts"], languageOptions: { parser, parserOptions: ${parserOptions} } },
  typedSession.configs.strict,
];
`;
  return {
    "eslint.config.mjs": `import parser from "@typescript-eslint/parser";
import typedSession from "eslint-plugin-typed-session";
export default ${list}`,
    "eslint.config.cjs": `const parser = require("@typescript-eslint/parser");
const typedSession = require("eslint-plugin-typed-session");
module.exports = ${list}`,
  };
}

const provider =
  'CredentialsProvider({ name: "Password", credentials: {}, authorize: () => ({ id: "1", role: String("admin") }) })';

const auth = `import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";

export const authOptions: NextAuthOptions = {
  providers: [${provider}],
  callbacks: {
    jwt({ token, user }) {
      if (user) token.role = user.role;
      token.plan = "free";
      return token;
    },
    session({ session, token }) {
      session.plan = token.plan;
      session.user.role = token.role;
      if (token.email) session.label = token.email;
      session.expiresAt = Date.now();
      return session;
    },
  },
};
`;

const declared = `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    label: string;
    expiresAt: string;
    team: string;
    user: {
      id?: string;
    } & DefaultSession["user"];
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    seats?: number;
  }
}
`;

const page = `import type { Session } from "next-auth";

export const labelOf = (session: Session) => session.label;
`;

/** All that --fix can mend: the declarations' file. */
const mendable: Files = {
  "tsconfig.json": tsconfig,
  "src/auth.ts": auth,
  "types/next-auth.d.ts": declared,
  "src/page.ts": page,
};

/** More than that: what a callback's author, or the command, has to mend. */
const drifted: Files = {
  ...mendable,
  "src/auth.ts": auth
    .replace("jwt(", "// typed-session-disable-next-line no-unassigned-field\n    jwt(")
    .replace("session.plan = token.plan", "(session as any).plan = token.plan")
    .replace(
      "session.expiresAt",
      "session.accessToken = String(token.sub);\n      session.since = new Date();\n      session.expiresAt",
    ),
  "src/page.ts": page.replace("session.label", "(session as any).label"),
};

const withoutAuth: Files = {
  "tsconfig.json": tsconfig,
  "src/page.ts": "export const session = { token: 1 };\n",
};

interface Message {
  readonly ruleId: string | null;
  readonly messageId?: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** Apps with a release each of ESLint and of TypeScript, and the packed packages. */
class Apps {
  readonly #parent = realpathSync(mkdtempSync(join(tmpdir(), "typed-session-eslint-")));
  readonly #tarball = packed("core", "cli", "eslint-plugin");
  #made = 0;

  remove(): void {
    rmSync(this.#parent, { recursive: true, force: true });
  }

  /** Installs an app and returns its directory. */
  install(eslint: string, typescript: string): string {
    const app = join(this.#parent, `eslint-${eslint}-typescript-${typescript}`);
    const core = { "@typed-session/core": this.#tarball("core") };
    write(app, {
      "package.json": JSON.stringify({
        private: true,
        devDependencies: {
          ...core,
          "@typescript-eslint/parser": "8.72.0",
          eslint,
          "eslint-plugin-typed-session": this.#tarball("eslint-plugin"),
          "next-auth": "4.24.15",
          "typed-session": this.#tarball("cli"),
          typescript,
        },
        // The engine is not in the registry yet; the others must find the packed one.
        overrides: core,
      }),
    });
    // TypeScript 7 is not among the parser's peers, which is what one test is about.
    mustRun(app, "npm", ["install", "--no-audit", "--no-fund", "--legacy-peer-deps", "--prefer-offline"]);
    return app;
  }

  /** A project inside an app. */
  project(app: string, files: Files, parserOptions = "{ projectService: true, tsconfigRootDir: __dirname }"): string {
    const root = join(app, `project-${String(this.#made++)}`);
    const { "eslint.config.mjs": module = "", ...others } = configs(parserOptions);
    write(root, { ...files, ...others, "eslint.config.mjs": module.replace("__dirname", "import.meta.dirname") });
    return root;
  }
}

function write(root: string, files: Files): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
}

const eslints = ["8.57.1", "9.39.5", "10.15.0"];
const typescripts = ["5.4.5", "5.9.3", "6.0.3"];
const pairs = cases<[eslint: string, typescript: string]>(
  eslints.flatMap((eslint) => typescripts.map((typescript): [string, string] => [eslint, typescript])),
  ([eslint, typescript]) => eslints.indexOf(eslint) === typescripts.indexOf(typescript),
);

describe("ESLint's own command, with the packed plugin", () => {
  let apps: Apps;
  const binary = (root: string, name: string): string => join(root, "../node_modules/.bin", name);
  const eslint = (root: string, ...args: readonly string[]): Answer =>
    run(root, binary(root, "eslint"), ["--format", "json", ...args]);
  const messagesOf = (root: string, { stdout, stderr }: Answer): (Message & { readonly file: string })[] => {
    if (!stdout.startsWith("[")) throw new Error(stdout + stderr);
    const results = JSON.parse(stdout) as { filePath: string; messages: Message[] }[];
    return results.flatMap(({ filePath, messages }) =>
      messages.map((one) => ({ ...one, file: filePath.slice(root.length + 1).replaceAll("\\", "/") })),
    );
  };
  /** A finding without its severity, which is each surface's own. */
  const placeOf = (rule: string, one: { file: string; line: number; column: number; message: string }): string =>
    `${one.file}:${String(one.line)}:${String(one.column)} ${rule} ${one.message}`;
  const findingsOf = (root: string, answer: Answer): string[] =>
    messagesOf(root, answer)
      .filter(({ messageId }) => messageId !== "declaration")
      .map((one) =>
        placeOf(one.ruleId?.replace("typed-session/", "") ?? "", one).replace(
          / (?:Fixable with `npx typed-session fix`:|`--fix` (?:fixes|changes)) .*/,
          "",
        ),
      )
      .sort();
  /** What ESLint says beyond the command's finding: how to fix by hand what `--fix` leaves. */
  const withoutAdvice = (found: readonly string[], known: readonly string[]): string[] =>
    found.map((one) => known.find((finding) => one.startsWith(`${finding} `)) ?? one).sort();
  /** What the command finds, one a cause: the finding after whose rule, field and place the cause is called. */
  const checked = (root: string): string[] => {
    const asked = ["no-secret-in-session", "no-reader-cast"].flatMap((rule) => ["--rule", `${rule}=error`]);
    const { stdout } = run(root, binary(root, "typed-session"), ["check", "--format", "json", ...asked]);
    const { diagnostics } = JSON.parse(stdout) as {
      diagnostics: { rule: string; file: string; line: number; column: number; message: string; cause: string }[];
    };
    return [...new Set(diagnostics.map(({ cause }) => cause))]
      .flatMap((cause) => {
        const all = diagnostics.filter((one) => one.cause === cause);
        const head = all.find(
          ({ rule, file, line, column }) =>
            cause.startsWith(`${rule} `) && cause.endsWith(` at ${file}:${String(line)}:${String(column)}`),
        );
        return head ?? all.slice(0, 1);
      })
      .map((one) => placeOf(one.rule, one))
      .sort();
  };

  beforeAll(() => {
    apps = new Apps();
  });
  afterAll(() => {
    apps.remove();
  });

  describe.each(pairs)("ESLint %s", (eslintVersion, typescript) => {
    describe(`with TypeScript ${typescript}`, () => {
      let app: string;
      // What `require` gives is what ESLint 8's configs most often ask for.
      const config = ["--config", eslintVersion.startsWith("8.") ? "eslint.config.cjs" : "eslint.config.mjs"];

      beforeAll(() => {
        app = apps.install(eslintVersion, typescript);
      });

      it("ESLint finds what the command finds, one to one", () => {
        const root = apps.project(app, drifted);
        const known = checked(root);
        const found = withoutAdvice(findingsOf(root, eslint(root, ...config, "src", "types")), known);
        expect(found).toEqual(known);
        expect(new Set(found.map((one) => one.split(" ")[1]))).toEqual(
          new Set([
            "no-callback-cast",
            "no-maybe-missing-field",
            "no-mismatched-field",
            "no-reader-cast",
            "no-secret-in-session",
            "no-unassigned-field",
            "no-undeclared-field",
            "no-unserializable-field",
            "no-unused-directive",
          ]),
        );
      });

      it("--fix of the declaration, then of the rest, leaves a project that compiles", () => {
        const root = apps.project(app, mendable);
        expect(run(root, binary(root, "tsc"), ["--noEmit"]).status).not.toBe(0);
        for (const folder of ["types", "src"]) {
          const answer = eslint(root, ...config, "--fix", folder);
          expect([answer.status, messagesOf(root, answer)]).toEqual([0, []]);
        }
        expect(mustRun(root, binary(root, "tsc"), ["--noEmit"]).stdout).toBe("");
        expect(checked(root)).toEqual([]);
        expect(readFileSync(join(root, "src/auth.ts"), "utf8")).toBe(auth);
      });

      it("--fix of both at once fixes everything and reports at most the callback once more", () => {
        const root = apps.project(app, mendable);
        // In which order it lints the files ESLint does not promise.
        const first = messagesOf(root, eslint(root, ...config, "--fix", "src", "types"));
        // What is left is mended: the message says so, and one run more agrees.
        expect(
          first.filter(({ file, messageId }) => file !== "src/auth.ts" || messageId !== "findingElsewhere"),
        ).toEqual([]);
        expect(checked(root)).toEqual([]);
        expect(eslint(root, ...config, "--fix", "src", "types")).toMatchObject({ status: 0, stderr: "" });
        mustRun(root, binary(root, "tsc"), ["--noEmit"]);
      });

      it("--fix needs one run if nothing is declared, as the project's settings ask", () => {
        const settings = '{ "declareIn": "callback" }';
        const root = apps.project(app, {
          "tsconfig.json": tsconfig,
          "src/auth.ts": auth,
          "typed-session.config.json": settings,
        });
        const answer = eslint(root, ...config, "--fix", "src");
        expect([answer.status, messagesOf(root, answer)]).toEqual([0, []]);
        expect(readFileSync(join(root, "src/auth.ts"), "utf8")).toContain('\ndeclare module "next-auth/jwt" {\n');
        mustRun(root, binary(root, "tsc"), ["--noEmit"]);
      });

      it("ESLint reports a part if a comment switches off the whole", () => {
        const comment = "// eslint-disable-next-line typed-session/no-undeclared-field";
        const text = auth.replace("session.plan =", `${comment}\n      session.plan =`);
        const root = apps.project(app, { ...mendable, "src/auth.ts": text });
        const fieldsOf = (answer: Answer): string[] =>
          messagesOf(root, answer).flatMap(({ message, file }) =>
            file === "src/auth.ts" ? (/^`([^`]*)` is assigned here/.exec(message)?.slice(1) ?? []) : [],
          );
        expect(fieldsOf(eslint(root, ...config, "src")).sort()).toEqual(["session.user.role", "token.plan"]);
      });

      it("ESLint reports nothing in a project without auth", () => {
        const root = apps.project(app, withoutAuth);
        const answer = eslint(root, ...config, "src");
        expect([answer.status, messagesOf(root, answer)]).toEqual([0, []]);
      });

      it("ESLint finds the same if its parser gives no types, in a program of the command", () => {
        const root = apps.project(app, drifted, "{}");
        const known = checked(root);
        expect(withoutAdvice(findingsOf(root, eslint(root, ...config, "src", "types")), known)).toEqual(known);
      });
    });
  });

  it("--concurrency ends as one thread does", () => {
    const app = apps.install("10.15.0", "6.0.3");
    const lint = apps.project(app, drifted);
    const args = ["--concurrency", "2", "src", "types"];
    const known = checked(lint);
    expect(withoutAdvice(findingsOf(lint, eslint(lint, ...args)), known)).toEqual(known);
    for (let attempt = 0; attempt < 4; attempt++) {
      const root = apps.project(app, mendable);
      eslint(root, "--fix", ...args);
      expect(checked(root)).toEqual([]);
      expect(eslint(root, ...args).status).toBe(0);
    }
  });

  it("--fix changes a callback in the run after its declaration", () => {
    const app = apps.install("10.15.0", "6.0.3");
    for (const threads of [[], ["--concurrency", "2"]]) {
      const withCast = auth.replace("session.plan =", "(session as any).plan =");
      const root = apps.project(app, { ...mendable, "src/auth.ts": withCast });
      const fix = (): Answer => eslint(root, "--fix", ...threads, "src", "types");
      fix();
      // One side in a run, lest each be mended as the other was before.
      mustRun(root, binary(root, "tsc"), ["--noEmit"]);
      fix();
      expect(fix().status).toBe(0);
      expect(readFileSync(join(root, "src/auth.ts"), "utf8")).toBe(auth);
      expect(checked(root)).toEqual([]);
      mustRun(root, binary(root, "tsc"), ["--noEmit"]);
    }
  });

  it("TypeScript 7 ends with the parser's own message", () => {
    const app = apps.install("10.15.0", "7.0.2");
    const { status, stdout, stderr } = eslint(apps.project(app, drifted), "src");
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("Error: typescript-eslint does not support TS 7.0.");
  });
});
