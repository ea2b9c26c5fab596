import { describe, expect, test } from "vitest";
import { analyze, type Analysis, type FieldNames, type Workspace } from "../src/index.js";
import { augmentation } from "./support/augmentation.js";
import { authFile, helpers, session, type AuthParts } from "./support/auth-file.js";
import { project, type Project, type ProjectOptions } from "./support/project.js";
import { compilerOf } from "../src/compiler/compiler.js";

const types = "next-auth.d.ts";

function given(auth: AuthParts, files: Readonly<Record<string, string>> = {}, options: ProjectOptions = {}): Project {
  return project({ "auth.ts": authFile(auth), "helpers.ts": helpers, ...files }, options);
}

/** `no-undeclared-field session.plan, fixable` */
function findings({ diagnostics }: Analysis): string[] {
  return diagnostics.map(
    ({ rule, field, fixable }) => `${rule} ${field ? field.path : "-"}${fixable ? ", fixable" : ""}`,
  );
}

describe("the files that read the session", () => {
  const reader = (body: string): Record<string, string> => ({
    "read.ts": `import type { Session } from "next-auth";\n\nexport const read = (session: Session): string => ${body};\n`,
  });

  /** What is found where the readers are loaded only when they are asked for, and the names they were asked for with. */
  function asked(
    auth: AuthParts,
    files: Readonly<Record<string, string>>,
    readers: Readonly<Record<string, string>>,
  ): { names: FieldNames[]; found: string[] } {
    const names: FieldNames[] = [];
    const all = given(auth, { ...files, ...readers }).workspace();
    const own = given(auth, files).workspace();
    const workspace: Workspace = {
      ...own,
      withReadersOf: (some) => {
        names.push(some);
        return all;
      },
      readersOf: (some) => {
        names.push(some);
        return [
          {
            ...all,
            skips: new Set(
              compilerOf(own.ts)
                .ownFiles(own.program)
                .map(({ fileName }) => fileName),
            ),
          },
        ];
      },
    };
    return { names, found: findings(analyze(workspace)) };
  }

  const userId = { session: session("session.user.id = token.sub!;") };
  const declared = { [types]: augmentation({ session: ["plan?: string"], user: ["id: string"] }) };

  test("readers are not asked for if they cannot decide anything", () => {
    expect(asked(userId, declared, reader("session.user.id"))).toEqual({ names: [], found: [] });
    expect(given(userId, declared).analysis().report.ok).toBe(true);
  });

  test("readers are not asked for without a config", () => {
    const { names, found } = asked({ head: "" }, { "auth.ts": "export {};\n" }, reader("session.expires"));
    expect({ names, found }).toEqual({ names: [], found: [] });
  });

  test("readers hold back a declaration that they rely on", () => {
    const sometimes = { session: session("if (enabled) session.user.id = token.sub!;") };
    expect(asked(sometimes, declared, {})).toEqual({
      names: [["id"]],
      found: ["no-maybe-missing-field user.id, fixable"],
    });
    expect(asked(sometimes, declared, reader("session.user.id"))).toEqual({
      names: [["id"]],
      found: ["no-maybe-missing-field user.id"],
    });
  });

  test("readers make a field of a whole row worth declaring", () => {
    const row = { head: "declare const row: { seats: string };", session: session("return { ...session, ...row };") };
    // Nobody declares the user either, on whom they may rely.
    expect(asked(row, {}, {})).toEqual({ names: [["seats", "user"]], found: [] });
    expect(asked(row, {}, reader("session.seats"))).toEqual({
      names: [["seats", "user"]],
      found: ["no-undeclared-field seats, fixable"],
    });
  });
});

test("a program without a config gives an empty analysis", () => {
  expect(project({ "page.ts": "export const page = 1;\n" }).analysis()).toEqual({
    report: { schemaVersion: 1, ok: true, configs: [], fields: [], diagnostics: [] },
    diagnostics: [],
    traces: [],
    openTargets: [],
    advice: [],
    problems: [],
    fix: { changes: [], fixed: [], remaining: [], leftToAuthor: [], undeclaredReads: [] },
  });
});

describe("a change of a file", () => {
  const configText = `{
  "compilerOptions": { "lib": ["es2022"], "module": "esnext", "moduleResolution": "bundler", "strict": true, "types": [], "noEmit": true },
  "include": ["*.ts"]
}
`;
  const stray = augmentation({ user: ["id: string"] });

  test("a change holds the text before it, but none for a new file", () => {
    const made = given(
      {
        session: session("session.user.id = token.sub!;"),
        jwt: 'jwt({ token }) { token.plan = "free"; return token; }',
      },
      { "tsconfig.json": configText, "types/session.d.ts": stray },
    );
    const { root } = made.workspace();
    expect(made.analysis().fix.changes).toEqual([
      {
        fileName: `${root}/tsconfig.json`,
        before: configText,
        after: configText.replace('["*.ts"]', '["*.ts", "types/session.d.ts"]'),
      },
      {
        fileName: `${root}/types/session.d.ts`,
        before: stray,
        after: `${stray}\ndeclare module "next-auth/jwt" {\n  interface JWT {\n    plan: string;\n  }\n}\n`,
      },
    ]);
    const alone = given({ session: session('session.plan = "free";') }).analysis().fix.changes;
    expect(alone).toEqual([
      { fileName: `${root}/next-auth.d.ts`, before: undefined, after: augmentation({ session: ["plan: string"] }) },
    ]);
  });
});

describe("the errors that a fix leaves to the author", () => {
  const plan = session('session.plan = "free";');
  const left = (auth: AuthParts, files: Readonly<Record<string, string>> = {}): string[] =>
    given(auth, files)
      .analysis()
      .fix.leftToAuthor.map(({ file, line, code }) => `${file}:${String(line)} ${String(code)}`);

  test("a fix leaves the errors in the callbacks, from first to last character", () => {
    expect(
      left({
        jwt: "jwt() {\n      return missing;\n    }",
        session: plan,
        options: "debug: 1",
        head: "export const wrong: number = String(1);",
      }),
    ).toEqual(["auth.ts:10 2304"]);
    // The compiler puts it at the callback's name.
    expect(left({ jwt: "jwt() {\n      return 1;\n    }", session: plan })).toEqual(["auth.ts:7 2322"]);
  });

  test("a fix leaves no error behind the callbacks, and none at the same place of another file", () => {
    const text = authFile({ session: plan });
    const offset = text.indexOf("session.plan");
    expect(
      left(
        { session: plan },
        {
          "auth.ts": `${text}\nexport const wrong: number = "";\n`,
          "other.ts": `${" ".repeat(offset)}missing();\n`,
        },
      ),
    ).toEqual([]);
  });

  test("a fix that removes everything leaves nothing", () => {
    expect(left({ session: plan })).toEqual([]);
  });
});

describe("the reason why a finding is left", () => {
  const manual = (made: Project): (string | undefined)[] => made.analysis().diagnostics.map((one) => one.manual);
  const sometimes = { session: session("if (enabled) session.user.id = token.sub!;") };

  test("a finding is left because the declaration is not the project's", () => {
    const made = given(
      { ...sometimes, head: 'import "../shared/augmentation";' },
      {
        "../shared/augmentation.d.ts": augmentation({ user: ["id: string"] }).replaceAll(
          '"next-auth"',
          '"../4.24.15/node_modules/next-auth"',
        ),
      },
    );
    expect(findings(made.analysis())).toEqual(["no-maybe-missing-field user.id"]);
    expect(manual(made)).toEqual([
      "It is declared in ../shared/augmentation.d.ts:6, which is not this project's to change.",
    ]);
  });

  test("a finding is left for the rule's own reason if the rule has one", () => {
    const made = given({ session: session('session.plan = "free";') }, {}, { include: ["auth.ts", "helpers.ts"] });
    expect(findings(made.analysis())).toEqual(["no-undeclared-field plan"]);
    expect(manual(made)).toEqual([
      "The tsconfig includes no place for a new declaration file; add one to its `include`.",
    ]);
  });

  test("a finding is left for the error that its fix would add", () => {
    const made = given(sometimes, {
      [types]: augmentation({ user: ["id: string"] }),
      "read.ts":
        'import type { Session } from "next-auth";\n\nexport const read = (session: Session): number => session.user.id.length;\n',
    });
    expect(manual(made)).toEqual([
      "A change of the declaration would bring a new error at read.ts:3: 'session.user.id' is possibly 'undefined'.",
    ]);
    expect(made.analysis().fix.remaining).toStrictEqual(made.analysis().diagnostics);
    expect(made.analysis().report.ok).toBe(false);
  });

  test("a finding is left for what the value asks for, not for the declaration's owner", () => {
    const made = given(
      { session: session("session.since = new Date();"), head: 'import "../shared/augmentation";' },
      {
        "../shared/augmentation.d.ts": augmentation({ session: ["since: Date"] }).replaceAll(
          '"next-auth"',
          '"../4.24.15/node_modules/next-auth"',
        ),
      },
    );
    expect(findings(made.analysis())).toEqual(["no-unserializable-field since"]);
    expect(manual(made)[0]).toMatch(/toISOString/);
  });

  test("a finding without edits says what to do about the augmentation", () => {
    const text =
      'import "next-auth";\n\ndeclare module "next-auth" {\n  type Session = { plan?: string } | { seats?: number };\n}\n';
    expect(manual(given({ session: session() }, { [types]: text }))).toEqual([
      "Write it as `interface Session { … }`.",
    ]);
  });

  test("a finding that is fixed gives no reason, though its author could fix it too", () => {
    const made = given(sometimes, { [types]: augmentation({ user: ["id: string"] }) });
    expect(made.analysis().diagnostics.map((one) => "manual" in one)).toEqual([false]);
    const alias = 'export {};\n\ndeclare module "next-auth/jwt" {\n  type JWT = { seats?: number };\n}\n';
    const mended = given({ session: session() }, { [types]: alias }).analysis();
    expect(mended.diagnostics.map((one) => [one.fixable, "manual" in one])).toEqual([[true, false]]);
  });
});
