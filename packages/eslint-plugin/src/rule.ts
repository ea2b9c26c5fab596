import { mayHoldAuth, mayReadSession, pageOf, rules, type Diagnostic, type FileChange } from "@typed-session/core";
import { ESLintUtils, type TSESLint, type TSESTree } from "@typescript-eslint/utils";
import { relative } from "node:path";
import { declarationPlace } from "./declaration-place.js";
import { isDisabled } from "./directives.js";
import { defaultOptions, noOptionsSchema, optionsSchema, settingsIn, type RuleOptions } from "./options.js";
import { projectOf } from "./project.js";
import { fieldsText, reportsIn, type Asked, type Reports } from "./reports.js";
import { textEdit } from "./text-edit.js";

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
    'typed-session needs type information. Add to the end of the config: `{ files: ["{{ files }}"], languageOptions: { {{ parser }}parserOptions: { projectService: true } } }`{{ more }}. The JavaScript plugins of oxlint get no types.',
  settings: "{{ problem }}. See https://github.com/typed-session/typed-session/blob/main/docs/configuration.md.",
  unknownCompiler:
    "typed-session cannot find the TypeScript that made this program. Use the parser of typescript-eslint, with TypeScript 5.4 to 6.0.",
} as const;

const createRule = ESLintUtils.RuleCreator<RuleDocs>((name) => pageOf({ name }));

/** A rule for each rule of the engine, by its name. */
export function createRules(): Readonly<Record<string, SessionRule>> {
  return Object.fromEntries(rules.map((rule) => [rule.name, ruleFor(rule)]));
}

function ruleFor({ name, summary, severity, action }: EngineRule): SessionRule {
  // The fix changes one field's declaration, which may be in another file than the finding.
  const hasOptions = action?.includes("{field}") === true;
  return createRule<Options, MessageId>({
    name,
    meta: {
      type: "problem",
      docs: { description: summary, requiresTypeChecking: true, recommended: severity !== "off" },
      ...(action !== undefined && { fixable: "code" as const }),
      schema: hasOptions ? optionsSchema : noOptionsSchema,
      messages,
      defaultOptions: hasOptions ? [defaultOptions] : [],
    },
    create: (context, [options = {}]) => {
      // ESLint creates all rules of a file before it walks through it.
      rulesOn(context.sourceCode).add(name);
      // This check comes first, since most files have nothing to do with the session.
      if (!mayConcern(context.sourceCode)) return {};
      return {
        Program: (node) => {
          check(context, node, name, { ...defaultOptions, ...options });
        },
      };
    },
  });
}

/** The rules that are on for a file. */
const on = new WeakMap<TSESLint.SourceCode, Set<string>>();

function rulesOn(sourceCode: Readonly<TSESLint.SourceCode>): Set<string> {
  const names = on.get(sourceCode) ?? new Set();
  on.set(sourceCode, names);
  return names;
}

/**
 * Whether a file may have to do with the session. Every rule asks it of every file, so the answer is kept for the next
 * rule.
 */
const concerns = new WeakMap<TSESLint.SourceCode, boolean>();

function mayConcern(sourceCode: Readonly<TSESLint.SourceCode>): boolean {
  const answer = concerns.get(sourceCode) ?? mayReadSession(sourceCode.text);
  concerns.set(sourceCode, answer);
  return answer;
}

function check(context: Context, node: TSESTree.Program, ruleName: string, { reportAt }: Required<RuleOptions>): void {
  const { sourceCode } = context;
  if (!sourceCode.parserServices?.program) {
    reportOnce(context, node, { messageId: "typesNeeded", data: typesNeededFor(context) });
    return;
  }
  const { program, esTreeNodeToTSNodeMap } = ESLintUtils.getParserServices(context);
  const project = projectOf(program, settingsIn(context.settings));
  if (project === "no-tsconfig") return;
  if (project === "unknown-compiler") {
    reportOnce(context, node, { messageId: "unknownCompiler" });
    return;
  }
  const [problem] = project.problems;
  if (problem !== undefined) reportOnce(context, node, { messageId: "settings", data: { problem } });
  const asked: Asked = {
    ruleName,
    // The program and the linter may have different names for the file.
    fileName: esTreeNodeToTSNodeMap.get(node).fileName,
    reportAt,
    on: rulesOn(sourceCode),
    isDisabled: ({ rule, ...place }) =>
      isDisabled(sourceCode, `${context.id.slice(0, -ruleName.length)}${rule}`, startOf(place)),
  };
  report(context, node, reportsIn(project, asked));
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
function reportOnce(
  context: Context,
  node: TSESTree.Program,
  what: { readonly messageId: MessageId; readonly data?: Readonly<Record<string, string>> },
): void {
  const holdsCode = /(?<!\.d)\.[cm]?[jt]sx?$/.test(context.filename);
  if (!holdsCode || !mayHoldAuth(context.sourceCode.text) || reported.has(node)) return;
  reported.add(node);
  context.report({ loc: { line: 1, column: 0 }, ...what });
}

function report(context: Context, node: TSESTree.Program, { findings, declaration }: Reports): void {
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
    loc: declarationPlace(node, mended[0]?.field?.interface, offset),
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
