import fc from "fast-check";
import ts from "typescript";
import { afterAll, expect, test } from "vitest";
import type { OwnError } from "../../packages/core/test/support/compile.js";
import { project, type Project } from "../../packages/core/test/support/project.js";
import { startService, type Service } from "../../packages/typescript-plugin/test/support/service.js";
import { fuzzing, timeout, withinLimit } from "./budget.js";

const auth = `import type { NextAuthOptions } from "next-auth";
import { roleOf } from "./roles";

export const authOptions: NextAuthOptions = {
  providers: [],
  callbacks: {
    jwt({ token, user }) {
      if (user) {
        token.id = user.id;
        token.role = roleOf(user.id);
      }
      return token;
    },
    session({ session, token }) {
      session.user.id = token.id;
      session.user.role = token.role;
      session.plan = "free";
      return session;
    },
  },
};
`;
const roles = `export type Role = "reader" | "editor";

export const roleOf = (id: string): Role => (id === "1" ? "editor" : "reader");
`;
const page = `import type { Session } from "next-auth";

export const roleIn = (session: Session): string => session.user.role;
export const planIn = (session: Session): string => session.plan;
`;
const augmentations = [
  `import type { DefaultSession } from "next-auth";
import type { Role } from "./roles";

declare module "next-auth" {
  interface Session {
    plan: string;
    user: {
      id: string;
      role: Role;
    } & DefaultSession["user"];
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    id: string;
    role: Role;
  }
}
`,
  'import "next-auth";\n\ndeclare module "next-auth" {\n  interface Session {\n    plan: number;\n    gone: string;\n  }\n}\n',
  'declare module "next-auth" {\n  interface Session {\n    plan: string;\n  }\n}\n',
  'export {};\n\ndeclare module "next-auth" {\n  interface JWT {\n    id: string;\n  }\n}\n',
  'import type { DefaultSession } from "next-auth";\r\n\r\ndeclare module "next-auth" {\r\n\tinterface Session {\r\n\t\tuser: DefaultSession["user"]\r\n\t}\r\n}\r\n',
];
const start = { "auth.ts": auth, "roles.ts": roles, "page.ts": page };
type Texts = Readonly<Record<string, string>>;

/** Files that may be added, by name. */
const additions: readonly (readonly [string, string])[] = [
  ["next-auth.d.ts", augmentations[0] ?? ""],
  ["types/session.d.ts", augmentations[1] ?? ""],
  ["other.ts", page.replaceAll("In", "Of")],
  ["roles.ts", roles],
  ["auth.ts", auth],
  ["more/auth.ts", auth.replace("./roles", "../roles")],
];
const statements = [
  "session.seats = 5;",
  "session.user.tags = [token.id];",
  "token.since = new Date();",
  "if (token.role) session.user.level = 2;",
  "(session as any).note = token.note as string;",
  "session.user.id = token.sub!;",
  "// @ts-ignore",
  "// typed-session-disable-next-line no-undeclared-field",
  "return session;",
  "session.plan = undefined;",
  "token.name = user.name;",
  "plan?: number;",
  "jwt({ token }) { token.extra = 1; return token; },",
  "session: async ({ session }) => ({ ...session, more: true }),",
  'import type { Role } from "./roles";',
  'declare module "next-auth" { interface Session { extra: number } }',
];
const strokes = [
  ...Array.from("abex09 .,;:(){}[]<>?!=&|`'\"/*\\\n\t"),
  "session",
  "token",
  "user.",
  "...",
  "${",
  "\r\n",
  "😀",
];

const place = fc.nat(100_000);
const file = fc.nat(20);
const edit = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant("type"), file, at: place, text: fc.constantFrom(...strokes) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("erase"), file, at: place, length: fc.integer({ min: 1, max: 9 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("eraseLine"), file, at: place }) },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant("paste"), file, at: place, text: fc.constantFrom(...statements) }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("undo") }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("add"), which: fc.nat(additions.length - 1) }) },
  fc.record({ do: fc.constant("remove"), file }),
  fc.record({ do: fc.constant("rename"), file, to: fc.nat(additions.length - 1) }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant("augment"), which: fc.nat(augmentations.length - 1) }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant("restore"), which: fc.nat(additions.length - 1) }) },
);
const request = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant("diagnose") }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("fix"), which: fc.nat(50), isTaken: fc.boolean() }) },
  fc.record({ do: fc.constant("refactor"), which: fc.nat(50) }),
  fc.record({ do: fc.constant("fixAll"), file }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant("look"), file, at: place }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("cancel"), file, after: fc.nat(40) }) },
);
type Edit = typeof edit extends fc.Arbitrary<infer One> ? One : never;
type Request = typeof request extends fc.Arbitrary<infer One> ? One : never;
type Step = Edit | Request;
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof<fc.MaybeWeightedArbitrary<Step>[]>({ weight: 2, arbitrary: edit }, request),
  {
    minLength: 1,
    maxLength: 40,
    size: "max",
  },
);

const counts = { cases: 0, steps: 0, diagnosed: 0, withFindings: 0, fixes: 0, newFiles: 0, cancelled: 0, compared: 0 };

/**
 * The library is read once for all services. Each service has a folder of its own, so that none gets another's text for
 * its files.
 */
const documents = ts.createDocumentRegistry();
let folders = 0;
const startHere = (texts: Texts): Service =>
  startService(texts, undefined, { folder: `editing-${folders++}`, documents });
/** This service is never disposed, so that the library's files stay loaded. */
startHere(start).base.getProgram();

/** A project in an editor. */
class Editor {
  texts: Texts = start;
  readonly service = startHere(start);
  readonly #before: Texts[] = [];

  get names(): string[] {
    return Object.keys(this.texts).sort();
  }

  name(index: number): string {
    return this.names[index % this.names.length] ?? "";
  }

  show(texts: Texts, isUndo = false): void {
    if (!isUndo) this.#before.push(this.texts);
    for (const name of this.names) if (texts[name] === undefined) this.service.remove(name);
    for (const [name, text] of Object.entries(texts)) if (this.texts[name] !== text) this.service.change(name, text);
    this.texts = texts;
  }

  undo(): void {
    const before = this.#before.pop();
    if (before) this.show(before, true);
  }

  write(name: string, change: (text: string) => string): void {
    this.show({ ...this.texts, [name]: change(this.texts[name] ?? "") });
  }
}

interface Served {
  readonly service: Pick<Service, "service" | "base" | "fileName">;
}

function without(texts: Texts, name: string): Texts {
  return Object.fromEntries(Object.entries(texts).filter(([other]) => other !== name));
}

function perform(editor: Editor, step: Step): void {
  const { texts } = editor;
  switch (step.do) {
    case "type":
    case "erase": {
      const [length, text] = step.do === "type" ? [0, step.text] : [step.length, ""];
      editor.write(editor.name(step.file), (before) => {
        const at = step.at % (before.length + 1);
        return before.slice(0, at) + text + before.slice(at + length);
      });
      return;
    }
    case "eraseLine":
    case "paste":
      editor.write(editor.name(step.file), (before) => {
        const lines = before.split("\n");
        const at = step.at % lines.length;
        return (step.do === "paste" ? lines.toSpliced(at, 0, step.text) : lines.toSpliced(at, 1)).join("\n");
      });
      return;
    case "undo":
      editor.undo();
      return;
    case "add":
    case "restore": {
      const [name, text] = additions[step.which] ?? ["", ""];
      // `restore` resets an existing file, `add` creates a missing one.
      if ((texts[name] === undefined) === (step.do === "add")) editor.write(name, () => text);
      return;
    }
    case "remove":
      if (editor.names.length > 1) editor.show(without(texts, editor.name(step.file)));
      return;
    case "rename": {
      const from = editor.name(step.file);
      const [to] = additions[step.to] ?? [""];
      if (texts[to] === undefined) editor.show({ ...without(texts, from), [to]: texts[from] ?? "" });
      return;
    }
    case "augment":
      editor.write("next-auth.d.ts", () => augmentations[step.which] ?? "");
      return;
    case "diagnose":
      for (const name of editor.names) diagnosticsOf(editor, name);
      return;
    case "fix":
      tryFixes(editor, step.which, step.isTaken);
      return;
    case "refactor":
      tryRefactor(editor, step.which);
      return;
    case "fixAll": {
      const scope = { type: "file" as const, fileName: editor.service.fileName(editor.name(step.file)) };
      isHarmless(editor, editor.service.service.getCombinedCodeFix(scope, "typed-session.fixAll", {}, {}).changes);
      return;
    }
    case "look":
      look(editor, editor.name(step.file), step.at);
      return;
    case "cancel":
      cancel(editor, editor.name(step.file), step.after);
  }
}

/** The diagnostics of a file, the plugin's findings last. The others must be the same as without the plugin. */
function diagnosticsOf({ service: { service, base, fileName } }: Editor, name: string): ts.Diagnostic[] {
  counts.diagnosed++;
  const isOthers = ({ source }: ts.Diagnostic): boolean => source !== "typed-session";
  const atOnce = service.getSemanticDiagnostics(fileName(name));
  // A compiler error that a finding covers is shown as related information of the finding, and nowhere else.
  const repeated = atOnce.flatMap(repeatedBy);
  const isRepeated = ({ code, start, length }: ts.Diagnostic): boolean =>
    repeated.some((one) => one.code === code && one.start === start && one.length === length);
  const said = base.getSemanticDiagnostics(fileName(name));
  expect(atOnce.filter(isOthers)).toEqual(said.filter((one) => !isRepeated(one)));
  expect(repeated).toHaveLength(said.filter(isRepeated).length);
  const later = service.getSuggestionDiagnostics(fileName(name));
  expect(later.filter(isOthers)).toEqual(base.getSuggestionDiagnostics(fileName(name)));
  const all = [...atOnce, ...later.filter((one) => !isOthers(one))];
  const length = service.getProgram()?.getSourceFile(fileName(name))?.text.length ?? -1;
  for (const one of all)
    if (one.source === "typed-session") expect((one.start ?? -1) + (one.length ?? 0)).toBeLessThanOrEqual(length);
  return all;
}

/** The compiler's errors that a finding of ours covers and shows as related information. */
function repeatedBy({ source, relatedInformation = [] }: ts.Diagnostic): ts.DiagnosticRelatedInformation[] {
  if (source !== "typed-session") return [];
  return relatedInformation.filter(
    ({ messageText }) => typeof messageText === "string" && messageText.startsWith("TypeScript: "),
  );
}

/** Everything that may need a fix in the project: our findings, and the compiler's diagnostics. */
function allErrors(editor: Editor): { readonly name: string; readonly error: ts.Diagnostic }[] {
  const all = editor.names.flatMap((name) => diagnosticsOf(editor, name).map((error) => ({ name, error })));
  if (all.some(({ error }) => error.source === "typed-session")) counts.withFindings++;
  return all;
}

function fixesAt(
  { service: { service, fileName } }: Served,
  name: string,
  { start: from = 0, length = 0, code }: ts.Diagnostic,
): readonly ts.CodeFixAction[] {
  return service.getCodeFixesAtPosition(fileName(name), from, from + length, [code], {}, {});
}

function isOurs({ fixName }: ts.CodeFixAction): boolean {
  return fixName.startsWith("typed-session");
}

function tryFixes(editor: Editor, which: number, isTaken: boolean): void {
  const { base, service, fileName, written } = editor.service;
  const errors = allErrors(editor);
  const chosen = errors[which % Math.max(1, errors.length)];
  if (!chosen) return;
  const { name, error } = chosen;
  const { start: from = 0, length = 0 } = error;
  const offered = fixesAt(editor, name, error);
  const touches = ({ start = 0, length: size = 0 }: ts.Diagnostic): boolean =>
    start <= from + length && from <= start + size;
  const here = errors.filter((one) => one.name === name && touches(one.error)).map((one) => one.error);
  const repeated = error.source === "typed-session" ? here.flatMap(repeatedBy) : [];
  expect(offered.filter((one) => !isOurs(one))).toEqual(
    [error, ...repeated].flatMap(({ start = 0, length: size = 0, code }) =>
      base.getCodeFixesAtPosition(fileName(name), start, start + size, [code], {}, {}),
    ),
  );
  let taken: Texts | undefined;
  for (const one of offered.filter(isOurs)) {
    counts.fixes++;
    expect(one.changes.length + (one.commands?.length ?? 0), one.description).toBeGreaterThan(0);
    let created: Texts = {};
    for (const command of one.commands ?? []) {
      counts.newFiles++;
      void service.applyCodeActionCommand(command);
      created = { ...created, ...Object.fromEntries([...written].map(([path, text]) => [nameOf(editor, path), text])) };
      written.clear();
    }
    expect(Object.keys(created), one.description).toHaveLength(one.commands?.length ?? 0);
    for (const path of Object.keys(created)) expect(editor.texts[path], path).toBeUndefined();
    const after = isHarmless(editor, one.changes, created);
    if (one === offered.find(isOurs)) taken = after;
  }
  // The other actions are for the text before it.
  if (isTaken && taken) editor.show(taken);
}

function tryRefactor(editor: Editor, which: number): void {
  const { service, base, fileName } = editor.service;
  const errors = allErrors(editor);
  const chosen = errors[which % Math.max(1, errors.length)];
  if (!chosen) return;
  const at = chosen.error.start ?? 0;
  const path = fileName(chosen.name);
  const offered = service.getApplicableRefactors(path, at, undefined);
  expect(offered.filter(({ name }) => name !== "typed-session")).toEqual(
    base.getApplicableRefactors(path, at, undefined),
  );
  if (!offered.some(({ name }) => name === "typed-session")) return;
  const { edits = [] } = service.getEditsForRefactor(path, {}, at, "typed-session", "declare-session", undefined) ?? {};
  expect(edits.some(({ isNewFile }) => isNewFile === true)).toBe(true);
  counts.newFiles++;
  isHarmless(editor, edits);
}

function nameOf({ service }: Editor, path: string): string {
  const root = service.fileName("");
  expect(path.startsWith(root), path).toBe(true);
  return path.slice(root.length).replace(/^\//, "");
}

/** The project with its files in the order of the service: which of two declarations comes first, decides. */
function inOrder(texts: Texts): Project {
  return project(Object.fromEntries(Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1))));
}

/**
 * Applies changes as an editor would.
 *
 * @returns the texts afterwards, after the check that the compiler finds no new error in them
 */
function isHarmless(editor: Editor, changes: readonly ts.FileTextChanges[], created: Texts = {}): Texts {
  let after: Texts = { ...editor.texts, ...created };
  for (const { fileName, isNewFile = false, textChanges } of changes) {
    const name = nameOf(editor, fileName);
    const before = editor.texts[name];
    // Only existing files are changed, and only missing ones created.
    expect(before === undefined, name).toBe(isNewFile);
    let text = before ?? "";
    let end = text.length;
    for (const { span, newText } of [...textChanges].reverse()) {
      expect(span.start + span.length, name).toBeLessThanOrEqual(end);
      end = span.start;
      text = text.slice(0, span.start) + newText + text.slice(span.start + span.length);
    }
    after = { ...after, [name]: text };
  }
  const before = inOrder(editor.texts)
    .errors()
    .map((error) =>
      moved(error, changes.find(({ fileName }) => nameOf(editor, fileName) === error.file)?.textChanges ?? []),
    );
  const isOld = ({ file: name, start: from, end }: OwnError): boolean =>
    before.some((one) => one.file === name && one.start <= end && from <= one.end);
  expect(
    inOrder(after)
      .errors()
      .filter((error) => !isOld(error)),
  ).toEqual([]);
  return after;
}

/** An error at its place after the changes; an error inside a replaced range is inside the replacement. */
function moved(error: OwnError, changes: readonly ts.TextChange[]): OwnError {
  let { start: from, end } = error;
  for (const { span, newText } of [...changes].reverse()) {
    const by = newText.length - span.length;
    const spanEnd = span.start + span.length;
    if (spanEnd <= from) from += by;
    else if (span.start < from) from = span.start;
    if (spanEnd <= end) end += by;
    else if (span.start < end) end = span.start + newText.length;
  }
  return { ...error, start: from, end };
}

function look(editor: Editor, name: string, at: number): void {
  const { service, base, fileName } = editor.service;
  const path = fileName(name);
  const offset = at % ((editor.texts[name]?.length ?? 0) + 1);
  const [hover, plain] = [service.getQuickInfoAtPosition(path, offset), base.getQuickInfoAtPosition(path, offset)];
  expect(
    hover && { ...hover, documentation: hover.documentation?.slice(0, plain?.documentation?.length ?? 0) },
  ).toEqual(plain && { ...plain, documentation: plain.documentation });
  const [definitions, known] = [
    service.getDefinitionAndBoundSpan(path, offset),
    base.getDefinitionAndBoundSpan(path, offset),
  ];
  expect(
    definitions && { ...definitions, definitions: definitions.definitions?.slice(0, known?.definitions?.length) },
  ).toEqual(known);
  const completions = [service, base].map((one) =>
    one.getCompletionsAtPosition(path, offset, {})?.entries.map((entry) => entry.name),
  );
  expect(completions[0]).toEqual(completions[1]);
}

/** Makes requests that are cancelled at any point, like those that an editor no longer wants. */
function cancel(editor: Editor, name: string, after: number): void {
  const { service, cancel: setCancelled, fileName } = editor.service;
  const path = fileName(name);
  const from = editor.texts[name]?.indexOf("session.") ?? 0;
  setCancelled(true, after);
  try {
    service.getSemanticDiagnostics(path);
    service.getSuggestionDiagnostics(path);
    service.getCodeFixesAtPosition(path, Math.max(0, from), Math.max(0, from) + 1, [990_001, 2339], {}, {});
    service.getCombinedCodeFix({ type: "file", fileName: path }, "typed-session.fixAll", {}, {});
  } catch (error) {
    if (!(error instanceof ts.OperationCanceledException)) throw error;
    counts.cancelled++;
  } finally {
    setCancelled(false);
  }
}

/**
 * A project's diagnostics as an editor gets them, and the fixes for the last finding of ours. The folder's name is
 * replaced, as each service has another. Hints at unused names are left out: in broken code, any question to the checker
 * marks the names that it meets as used, a hover's too.
 */
function toldOf(
  { service: { service, base, fileName } }: Pick<Editor, "service">,
  names: readonly string[],
  isPlain: boolean,
): string {
  const asked = isPlain ? base : service;
  const found = names.flatMap((name) => {
    const path = fileName(name);
    return [...asked.getSemanticDiagnostics(path), ...asked.getSuggestionDiagnostics(path)]
      .filter((error) => error.reportsUnnecessary === undefined)
      .map((error) => ({ name, error }));
  });
  const told = found.map(({ name, error: { start: from, length, code, messageText, relatedInformation } }) => ({
    ...{ name, from, length, code },
    message: ts.flattenDiagnosticMessageText(messageText, "\n"),
    related: relatedInformation?.map((one) => [one.file?.fileName, one.start, one.messageText]),
  }));
  const last = found.findLast(({ error }) => error.source === "typed-session");
  // The menu has the entry that fixes everything only if everything is proven already, which depends on earlier
  // requests. This call makes it so.
  if (last) service.getCombinedCodeFix({ type: "file", fileName: fileName(last.name) }, "typed-session.fixAll", {}, {});
  const fixes = last && fixesAt({ service: { service, base, fileName } }, last.name, last.error);
  return JSON.stringify({ told, fixes }, undefined, 1).replaceAll(fileName(""), "/app/");
}

function holds(all: readonly Step[]): void {
  counts.cases++;
  const editor = new Editor();
  try {
    for (const step of all) {
      counts.steps++;
      perform(editor, step);
      expect(editor.service.logged, step.do).toEqual([]);
    }
    const fresh = { service: startHere(editor.texts) };
    try {
      // A host that does not report added and removed files may leave the compiler itself with stale results.
      if (toldOf(editor, editor.names, true) === toldOf(fresh, editor.names, true)) {
        counts.compared++;
        expect(toldOf(editor, editor.names, false)).toBe(toldOf(fresh, editor.names, false));
      }
      expect([...editor.service.logged, ...fresh.service.logged]).toEqual([]);
    } finally {
      fresh.service.base.dispose();
    }
  } catch (error) {
    const files = Object.entries(editor.texts).map(([name, text]) => `--- ${name}\n${text}`);
    throw new Error(
      `${error instanceof Error ? error.message : String(error)}\nThe project then was\n${files.join("\n")}`,
      { cause: error },
    );
  } finally {
    editor.service.base.dispose();
  }
}

afterAll(() => {
  console.log(`editing: ${JSON.stringify(counts)}`);
});

test("the plugin answers as a new one would after any edits, and harms nothing", { timeout }, async () => {
  await fc.assert(
    fc.asyncProperty(steps, (all) =>
      withinLimit("All steps", () => {
        holds(all);
      }),
    ),
    fuzzing<[readonly Step[]]>(),
  );
  // If no sequence led to a finding, the test would prove nothing.
  if (counts.cases >= 50) for (const count of Object.values(counts)) expect(count).toBeGreaterThan(0);
});
