import path from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { inspect, type AnalyzeOptions, type Inspection } from "../src/index.js";
import { augmentation } from "./support/augmentation.js";
import { authFile } from "./support/auth-file.js";
import { project } from "./support/project.js";

const plan = authFile({
  session: 'session({ session }) {\n      session.plan = "free";\n      return session;\n    }',
});
const page = (body: string): string =>
  `import type { Session } from "next-auth";\n\nexport const show = (session: Session) => ${body};\n`;

/**
 * What the engine says of a project with files that only a plugin makes TypeScript of, as in an editor: the program holds them, its host
 * knows nothing of them.
 */
function inspectWithVue(files: Readonly<Record<string, string>>, options: AnalyzeOptions = {}): Inspection {
  const given = project({
    "auth.ts": plan,
    "helpers.ts": "export const [enabled, list, load] = [1, 2, 3];\n",
    ...files,
  });
  const workspace = given.workspace();
  const { root } = workspace;
  const program = given.program();
  const host = workspace.host as ts.CompilerHost;
  const withVue: ts.CompilerHost = {
    ...host,
    resolveModuleNameLiterals: (literals, containingFile, redirected, compilerOptions) =>
      literals.map(({ text }) =>
        text.endsWith(".vue")
          ? {
              resolvedModule: {
                resolvedFileName: path.posix.join(path.posix.dirname(containingFile), text),
                extension: ts.Extension.Ts,
                isExternalLibraryImport: false,
              },
            }
          : ts.resolveModuleName(text, containingFile, compilerOptions, host, undefined, redirected),
      ),
  };
  const translated = Object.keys(files).filter((name) => name.endsWith(".vue"));
  return inspect(
    {
      ...workspace,
      program: ts.createProgram({
        rootNames: [...program.getRootFileNames(), ...translated.map((name) => `${root}/${name}`)],
        options: { ...program.getCompilerOptions(), allowNonTsExtensions: true },
        host: withVue,
      }),
    },
    options,
  );
}

function fixed({ proven }: Inspection): Record<string, string> {
  const { changes } = proven().fix;
  return Object.fromEntries(changes.map(({ fileName, after = "" }) => [path.posix.basename(fileName), after]));
}

describe("a file that a plugin translates to TypeScript", () => {
  const made = { "next-auth.d.ts": augmentation({ session: ["plan: string"] }) };

  test("the file is found again after a fix that creates a file or changes one that imports it", () => {
    const badge = page("session.plan").replace("show", "badge");
    const reader = `import { badge } from "./badge.vue";\n${page("badge(session)")}`;
    expect(fixed(inspectWithVue({ "badge.vue": badge, "page.ts": reader }))).toEqual(made);
    const silenced = reader
      .replace("\nexport", "\n// @ts-expect-error\nexport")
      .replace("badge(session)", "session.plan");
    expect(fixed(inspectWithVue({ "badge.vue": badge, "page.ts": silenced }))).toEqual({
      ...made,
      "page.ts": silenced.replace("// @ts-expect-error\n", ""),
    });
  });

  test("the file keeps a directive that a declaration makes unneeded", () => {
    const silenced = page("session.plan").replace("\nexport", "\n// @ts-expect-error\nexport");
    expect(fixed(inspectWithVue({ "page.vue": silenced }))).toEqual(made);
  });

  test("the file counts as a reader when a field is declared", () => {
    expect(fixed(inspectWithVue({ "page.vue": page('({ expires: "" }) satisfies Session') }))).toEqual({
      "next-auth.d.ts": augmentation({ session: ["plan?: string"] }),
    });
  });

  test("the file has no findings, as its positions are not the author's", () => {
    const text = `${page("(session as any).plan")}// typed-session-disable-next-line no-untyped-token\nexport {};\n`;
    const files = { "next-auth.d.ts": made["next-auth.d.ts"], "helper.ts": "export {};\n" };
    const rules = { rules: { "no-reader-cast": "warn" } } as const;
    const found = (name: string): string[] =>
      inspectWithVue({ ...files, [name]: text }, rules)
        .found()
        .map(({ rule, file }) => `${rule} ${file}`);
    expect(found("page.ts")).toEqual(["no-reader-cast page.ts", "no-unused-directive page.ts"]);
    expect(found("page.vue")).toEqual([]);
  });

  test("the file is not shown as a place beside a finding", () => {
    const own = augmentation({ session: ["plan: string", "user: { id: string }"] });
    const related = (name: string): unknown[] =>
      inspectWithVue({ "next-auth.d.ts": own, [name]: page("session.user.email") })
        .found()
        .filter(({ rule }) => rule === "no-ineffective-augmentation")
        .map((one) => one.related);
    expect(related("page.ts")).toEqual([[{ message: "read here", at: { file: "page.ts", line: 3, column: 43 } }]]);
    expect(related("page.vue")).toEqual([[]]);
  });

  test("the file takes no declaration", () => {
    const augmenting = `${page("session")}\n${augmentation({ session: ["note?: string"] })}`;
    expect(fixed(inspectWithVue({ "page.vue": augmenting }))).toEqual(made);
  });
});
