import * as parser from "@typescript-eslint/parser";
import { byCause, mayReadSession, rules, type Diagnostic, type RuleSeverity } from "@typed-session/core";
import { Linter } from "eslint";
import plugin from "eslint-plugin-typed-session";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import ts from "typescript";
import { expect } from "vitest";
import { runIn } from "../../../packages/cli/test/support/app.js";
import { copiedNextAuth } from "../../../packages/core/test/support/copied-packages.js";
import { project } from "../../../packages/core/test/support/project.js";
import { startService } from "../../../packages/typescript-plugin/test/support/service.js";

type Files = Readonly<Record<string, string>>;

/** All rules are on, since the linter runs those that are off by default too. */
const everyRule = Object.fromEntries(
  rules.map(({ name, severity }): [string, RuleSeverity] => [name, severity === "off" ? "warn" : severity]),
);

/** The rules whose findings claim that an edit holds. An editor, which cannot wait, proves that in fewer files. */
const claims = ["no-callback-cast", "no-reader-cast"];

const sorted = (texts: readonly string[]): string[] => [...texts].sort();
const textOf = ({
  file,
  line,
  column,
  rule,
  message,
}: Pick<Diagnostic, "file" | "line" | "column" | "rule" | "message">): string =>
  `${file}:${line}:${column} ${rule}: ${message}`;

/** Checks that the command, the plugin for editors and the rules of ESLint have the engine's findings. */
export async function surfacesAgree(files: Files): Promise<void> {
  const { report, diagnostics } = project(files).analysis();
  const found = report.diagnostics;
  // The linter and the editor skip a file that names neither session, token nor auth, to save time: only the command
  // reports it.
  const isAsked = (file: string): boolean => file.endsWith(".ts") && mayReadSession(files[file] ?? "");
  await onDisk(files, async (root) => {
    expect(sorted(await checked(root)), "the command").toEqual(
      sorted(found.map((one) => `${one.severity} ${one.fixable ? "fixable " : ""}${textOf(one)}`)),
    );
    const inLint = project(files, { analyze: { rules: everyRule } }).analysis().diagnostics;
    const { texts, unparsed } = linted(root, files, inLint);
    const isLinted = ({ file }: Pick<Diagnostic, "file">): boolean => isAsked(file) && !unparsed.includes(file);
    const expected = byCause(inLint.filter(isLinted)).map(textOf);
    // What ESLint does not fix ends in advice.
    const withoutAdvice = (text: string): string => expected.find((one) => text.startsWith(`${one} `)) ?? text;
    expect(sorted(texts.map(withoutAdvice)), "ESLint").toEqual(sorted(expected));
  });
  const isCertain = (text: string): boolean => !claims.some((rule) => text.includes(` ${rule}: `));
  const inOne = byCause(diagnostics);
  // A part that is known at once is shown before the whole is, and stays.
  const parts = new Set(inOne.flatMap((one) => one.parts.map((part) => `${part.severity} ${textOf(part)}`)));
  expect(sorted(inEditor(files).filter((text) => isCertain(text) && !parts.has(text))), "the plugin").toEqual(
    // An editor shows one finding for each cause.
    sorted(
      inOne
        .filter(({ file }) => isAsked(file))
        .map((one) => `${one.severity} ${textOf(one)}`)
        .filter(isCertain),
    ),
  );
}

async function onDisk(files: Files, use: (root: string) => Promise<void>): Promise<void> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "typed-session-fuzz-")));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), text);
    }
    mkdirSync(join(root, "node_modules"));
    symlinkSync(copiedNextAuth(4), join(root, "node_modules/next-auth"), "dir");
    await use(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function checked(cwd: string): Promise<string[]> {
  const { code, stdout, stderr } = await runIn(cwd, {}, ["check", "--format", "json"]);
  if (code === 2) throw new Error(`The command could not run: ${stderr}`);
  const report = JSON.parse(stdout) as { readonly diagnostics: readonly Diagnostic[] };
  return report.diagnostics.map((one) => `${one.severity} ${one.fixable ? "fixable " : ""}${textOf(one)}`);
}

/** @param found findings whose advice may end a linter's message */
function linted(
  cwd: string,
  files: Files,
  found: readonly Diagnostic[],
): { readonly texts: string[]; readonly unparsed: string[] } {
  const advice = found.flatMap(({ manual }) => (manual === undefined ? [] : [` ${manual}`]));
  const config: Linter.Config[] = [
    {
      files: ["**/*.ts"],
      languageOptions: { parser, parserOptions: { projectService: true, tsconfigRootDir: cwd } },
      linterOptions: { reportUnusedDisableDirectives: "off" },
    },
    plugin.configs.strict,
  ];
  const unparsed: string[] = [];
  const texts = Object.entries(files)
    .filter(([name]) => name.endsWith(".ts"))
    .flatMap(([name, text]) => {
      const messages = new Linter({ cwd }).verify(text, config, { filename: join(cwd, name) });
      // The parser rejects some code that the compiler only reports.
      if (messages.some(({ fatal }) => fatal)) unparsed.push(name);
      return messages
        .filter(({ ruleId, messageId }) => ruleId !== null && messageId !== "declaration")
        .map(({ ruleId, line, column, message }) =>
          textOf({
            file: name,
            line,
            column,
            rule: ruleId?.replace("typed-session/", "") ?? "",
            message: message
              .replace(/ (?:Fixable with `npx typed-session fix`:|`--fix` (?:fixes|changes)) .*$/, "")
              .slice(0, message.length - (advice.find((one) => message.endsWith(one))?.length ?? 0)),
          }),
        );
    });
  return { texts, unparsed };
}

function inEditor(files: Files): string[] {
  const { service, fileName } = startService(
    Object.fromEntries(Object.entries(files).filter(([name]) => name.endsWith(".ts"))),
  );
  const names = new Map(rules.map(({ code, name }) => [code, name]));
  return Object.keys(files)
    .filter((name) => name.endsWith(".ts"))
    .flatMap((name) =>
      // The findings after a key, and those of the later pass.
      [...service.getSemanticDiagnostics(fileName(name)), ...service.getSuggestionDiagnostics(fileName(name))]
        .filter(({ source }) => source === "typed-session")
        .map(({ category, code, file, start = 0, messageText }) => {
          const at = file?.getLineAndCharacterOfPosition(start) ?? { line: 0, character: 0 };
          const severity = category === ts.DiagnosticCategory.Error ? "error" : "warn";
          return `${severity} ${textOf({ file: name, line: at.line + 1, column: at.character + 1, rule: names.get(code) ?? "", message: ts.flattenDiagnosticMessageText(messageText, " ") })}`;
        }),
    );
}
