import { mayHoldAuth, mayReadSession, rules, type FileChange } from "@typed-session/core";
import { ESLintUtils, type TSESLint, type TSESTree } from "@typescript-eslint/utils";
import { declarationPlace } from "./declaration-place.js";
import { defaultOptions, noOptionsSchema, optionsSchema, settingsIn, type RuleOptions } from "./options.js";
import { projectOf } from "./project.js";
import { fieldsText, reportsIn, type Reports } from "./reports.js";
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
  findingForCommand: "{{ message }} Fixable with `npx typed-session fix`: it {{ changes }}.",
  declaration: "What is declared here is out of step with the callbacks: {{ fields }}.",
  typesNeeded:
    "typed-session needs type information: let ESLint parse this file with the parser of typescript-eslint and `languageOptions.parserOptions.projectService: true`. The JavaScript plugins of oxlint get none.",
  unknownCompiler:
    "typed-session cannot find the TypeScript that made this program. Use the parser of typescript-eslint, with TypeScript 5.4 to 6.0.",
} as const;

const createRule = ESLintUtils.RuleCreator<RuleDocs>(
  (name) => `https://github.com/typed-session/typed-session/blob/main/packages/eslint-plugin/docs/rules/${name}.md`,
);

/** A rule for each rule of the engine, by its name. */
export function createRules(): Readonly<Record<string, SessionRule>> {
  return Object.fromEntries(rules.map((rule) => [rule.name, ruleFor(rule)]));
}

function ruleFor({ name, summary, severity, action }: EngineRule): SessionRule {
  // What the fix changes is one field's declaration, which may stand in another file than the finding.
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
      // Before anything else is asked: most files have nothing to do with the session.
      if (!mayConcern(context.sourceCode)) return {};
      return {
        Program: (node) => {
          check(context, node, name, { ...defaultOptions, ...options });
        },
      };
    },
  });
}

/** Whether a file may have to do with the session: asked by every rule of every file, so that the answer is kept for the next rule. */
const concerns = new WeakMap<TSESLint.SourceCode, boolean>();

function mayConcern(sourceCode: Readonly<TSESLint.SourceCode>): boolean {
  const answer = concerns.get(sourceCode) ?? mayReadSession(sourceCode.text);
  concerns.set(sourceCode, answer);
  return answer;
}

function check(context: Context, node: TSESTree.Program, ruleName: string, { reportAt }: Required<RuleOptions>): void {
  const { sourceCode } = context;
  if (!sourceCode.parserServices?.program) {
    reportOnce(context, node, "typesNeeded");
    return;
  }
  const { program, esTreeNodeToTSNodeMap } = ESLintUtils.getParserServices(context);
  const project = projectOf(program, settingsIn(context.settings));
  if (project === "no-tsconfig") return;
  if (project === "unknown-compiler") {
    reportOnce(context, node, "unknownCompiler");
    return;
  }
  // The program may know the file by another name than the linter.
  const { fileName } = esTreeNodeToTSNodeMap.get(node);
  report(context, node, reportsIn(project, ruleName, fileName, reportAt));
}

/** The files of which it was said that they lack types: one rule says it for all. */
const reported = new WeakSet<TSESTree.Program>();

/** Says, in a file that may hold an auth config, why nothing can be said of it. */
function reportOnce(context: Context, node: TSESTree.Program, messageId: "typesNeeded" | "unknownCompiler"): void {
  const holdsCode = !/\.d\.[cm]?ts$/.test(context.filename);
  if (!holdsCode || !mayHoldAuth(context.sourceCode.text) || reported.has(node)) return;
  reported.add(node);
  context.report({ loc: { line: 1, column: 0 }, messageId });
}

function report(context: Context, node: TSESTree.Program, { findings, declaration }: Reports): void {
  for (const { finding, command, change } of findings) {
    const { message, line, column, endLine, endColumn } = finding;
    const loc = { start: { line, column: column - 1 }, end: { line: endLine, column: endColumn - 1 } };
    const fix = fixOf(context, change);
    if (command === undefined) context.report({ loc, messageId: "finding", data: { message }, fix });
    else context.report({ loc, messageId: "findingForCommand", data: { message, changes: command } });
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

/** None where the linter has another text than the program, as for the script of a component. */
function fixOf({ sourceCode }: Context, change: FileChange | undefined): TSESLint.ReportFixFunction | null {
  if (change?.before !== sourceCode.text) return null;
  const { range, text } = textEdit(change);
  return (fixer) => fixer.replaceTextRange(range, text);
}
