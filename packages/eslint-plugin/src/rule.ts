import { mayHoldAuth, mayReadSession, pageOf, rules, type Diagnostic, type FileChange } from "@typed-session/core";
import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { relative } from "node:path";
import { isDisabled } from "./directives.js";
import { defaultOptions, noOptionsSchema, optionsSchema, settingsIn, type RuleOptions } from "./options.js";
import { projectOf, type Project } from "./project.js";
import { fieldsText, reportsIn, type Asked, type Reports } from "./reports.js";
import { textEdit } from "./text-edit.js";
import type { Found, Obstacle, Workspaces } from "./workspace.js";

type EngineRule = (typeof rules)[number];
type MessageId = keyof typeof messages;
type Options = [] | [RuleOptions];
type Context = Readonly<TSESLint.RuleContext<MessageId, Options>>;

/** A rule of the plugin, as ESLint takes it. */
export type SessionRule = TSESLint.RuleModule<MessageId, Options, RuleDocs> & { readonly name: string };

interface RuleDocs {
  readonly description: string;
  readonly url?: string;
  readonly requiresTypeChecking: true;
  readonly recommended: boolean;
}

const messages = {
  finding: "{{ message }}",
  findingByHand: "{{ message }} {{ advice }}",
  findingElsewhere:
    "{{ message }} `--fix` fixes it in {{ file }}: if this run has changed that file already, run it once more.",
  findingAfterwards:
    "{{ message }} `--fix` changes this file once the declarations are in step: fix those first, then run it once more.",
  findingForCommand: "{{ message }} Fixable with `npx typed-session fix`: it {{ changes }}.",
  findingForNewFile:
    '{{ message }} Fixable with `npx typed-session fix`: it {{ changes }}. `--fix` declares it in the callback\'s file with `settings: { "typed-session": { declareIn: "callback" } }`.',
  declaration: "What is declared here is out of step with the callbacks: {{ fields }}.",
  typesNeeded:
    'typed-session needs type information. Add to the end of the config: `{ files: ["{{ files }}"], languageOptions: { {{ parser }}parserOptions: { projectService: true } } }`{{ more }}. On TypeScript 7 and in oxlint, run `npm install --save-dev typed-session` instead.',
  noProject: "{{ problem }}",
  settings: "{{ problem }}. See https://github.com/typed-session/typed-session/blob/main/docs/configuration.md.",
  unknownCompiler:
    "typed-session cannot find the TypeScript that made this program. Use the parser of typescript-eslint, with TypeScript 5.4 to 6.0.",
} as const;

/**
 * A rule for each rule of the engine, by its name.
 *
 * @param workspaces finds the program of a linted file
 */
export function createRules(workspaces: Workspaces): Readonly<Record<string, SessionRule>> {
  return Object.fromEntries(rules.map((rule) => [rule.name, ruleFor(workspaces, rule)]));
}

function ruleFor(workspaces: Workspaces, { name, summary, severity, action }: EngineRule): SessionRule {
  // The fix changes one field's declaration, which may be in another file than the finding.
  const hasOptions = action?.includes("{field}") === true;
  return {
    name,
    meta: {
      type: "problem",
      docs: {
        description: summary,
        url: pageOf({ name }),
        requiresTypeChecking: true,
        recommended: severity !== "off",
      },
      ...(action !== undefined && { fixable: "code" as const }),
      schema: hasOptions ? optionsSchema : noOptionsSchema,
      messages,
      defaultOptions: hasOptions ? [defaultOptions] : [],
    },
    create: (context) => {
      // This check comes first, since most files have nothing to do with the session.
      if (!mayConcern(context.sourceCode)) return {};
      // ESLint creates all rules of a file before it walks through it.
      rulesOn(context.sourceCode.ast).add(name);
      return {
        Program: (node) => {
          const found = workspaces.of(context, node);
          if (found) check(context, node, found, { ruleName: name, ...defaultOptions, ...context.options[0] });
        },
      };
    },
  };
}

/** The rules that are on for a file, by its tree: oxlint has one `SourceCode` for all files. */
const on = new WeakMap<TSESTree.Program, Set<string>>();

function rulesOn(node: TSESTree.Program): Set<string> {
  const names = on.get(node) ?? new Set();
  on.set(node, names);
  return names;
}

/**
 * Whether a file may have to do with the session. Every rule asks it of every file, so the answer is kept for the next
 * rule.
 */
const concerns = new WeakMap<TSESLint.SourceCode, { readonly text: string; readonly answer: boolean }>();

function mayConcern(sourceCode: Readonly<TSESLint.SourceCode>): boolean {
  const { text } = sourceCode;
  const known = concerns.get(sourceCode);
  const answer = known?.text === text ? known.answer : mayReadSession(text);
  concerns.set(sourceCode, { text, answer });
  return answer;
}

interface Checked extends Required<RuleOptions> {
  readonly ruleName: string;
}

function check(context: Context, node: TSESTree.Program, found: Found, { ruleName, reportAt }: Checked): void {
  const { sourceCode } = context;
  const settings = settingsIn(context.settings);
  if ("why" in found) {
    reportOnce(context, node, obstacle(context, found));
    return;
  }
  const { workspace, fileName } = found;
  const project = projectOf(workspace, settings);
  const [problem] = project.problems;
  if (problem !== undefined) reportOnce(context, node, { messageId: "settings", data: { problem } });
  const asked: Asked = {
    ruleName,
    fileName,
    reportAt,
    on: rulesOn(node),
    isDisabled: ({ rule, ...place }) =>
      isDisabled(sourceCode, `${context.id.slice(0, -ruleName.length)}${rule}`, startOf(place)),
  };
  report(context, project, fileName, reportsIn(project, asked));
}

interface Said {
  readonly messageId: MessageId;
  readonly data?: Readonly<Record<string, string>>;
}

/** The words for what keeps a file from being analysed. */
function obstacle(context: Context, found: Obstacle): Said {
  switch (found.why) {
    case "types-needed":
      return { messageId: "typesNeeded", data: typesNeededFor(context) };
    case "unknown-compiler":
      return { messageId: "unknownCompiler" };
    case "problem":
      return { messageId: "noProject", data: { problem: found.problem } };
  }
}

/** The lines for the config that give a file types. */
function typesNeededFor({ filename, cwd, sourceCode }: Context): { files: string; parser: string; more: string } {
  const isTypeScript = /\.[cm]?tsx?$/.test(filename);
  const isParserThere = sourceCode.parserServices?.esTreeNodeToTSNodeMap !== undefined;
  return {
    // A tsconfig seldom has all JavaScript files, and the parser refuses the others.
    files: isTypeScript ? "**/*.{ts,tsx,mts,cts}" : relative(cwd, filename).replaceAll("\\", "/"),
    parser: isParserThere ? "" : "parser: tseslint.parser, ",
    more:
      (isParserThere ? "" : ', with `import tseslint from "typescript-eslint"`') +
      (isTypeScript ? "" : ", and let a tsconfig with `allowJs` include the file"),
  };
}

/** The files for which one rule has reported that too little is known: it speaks for all. */
const reported = new WeakSet<TSESTree.Program>();

/** Reports, in a file that may hold an auth config, why less is known than could be. */
function reportOnce(context: Context, node: TSESTree.Program, what: Said): void {
  const holdsCode = /(?<!\.d)\.[cm]?[jt]sx?$/.test(context.filename);
  if (!holdsCode || !mayHoldAuth(context.sourceCode.text) || reported.has(node)) return;
  reported.add(node);
  context.report({ loc: { line: 1, column: 0 }, ...what });
}

function report(context: Context, project: Project, fileName: string, { findings, declaration }: Reports): void {
  for (const { finding, outlook, change } of findings) {
    const { message, endLine, endColumn } = finding;
    const loc = { start: startOf(finding), end: { line: endLine, column: endColumn - 1 } };
    const { messageId, ...data } = outlook;
    context.report({ loc, messageId, data: { message, ...data }, fix: fixOf(context, change) });
  }
  if (!declaration) return;
  const { findings: mended, change } = declaration;
  const offset = change ? textEdit(change).range[0] : 0;
  context.report({
    loc: project.placeOf(fileName, mended[0]?.field?.interface, offset),
    messageId: "declaration",
    data: { fields: fieldsText(mended) },
    fix: fixOf(context, change),
  });
}

/** Columns in ESLint's count. */
function startOf({ line, column }: Pick<Diagnostic, "line" | "column">): { line: number; column: number } {
  return { line, column: column - 1 };
}

/** None if the linter has another text than the program, as for the script of a component. */
function fixOf({ sourceCode }: Context, change: FileChange | undefined): TSESLint.ReportFixFunction | null {
  if (change?.before !== sourceCode.text) return null;
  const { range, text } = textEdit(change);
  return (fixer) => fixer.replaceTextRange(range, text);
}
