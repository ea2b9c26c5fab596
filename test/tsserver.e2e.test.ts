import type ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ruleCases, type RuleCase } from "./plugin/rules.js";
import { plugin, tsconfigWith } from "./support/linked-app.js";
import { servers, startServer, type Found, type ServerApp } from "./support/tsserver.js";

/** A case's files in a folder, and so a project, of its own. */
function filesOf(one: RuleCase): Record<string, string> {
  const files = { ...one.files, "tsconfig.json": tsconfigWith({ ...plugin, ...one.options }) };
  return Object.fromEntries(
    Object.entries(files).map(([name, text]) => [`${one.rule}/${name}`, text.replace(/[⟦⟧]/g, "")]),
  );
}

/** Where the marked text of a case stands, as the server says it. */
function markedSpan(text: string): Pick<Found, "start" | "end"> {
  const at = (offset: number): ts.server.protocol.Location => {
    const before = text.slice(0, offset).replace(/[⟦⟧]/g, "");
    const line = before.split("\n").length;
    return { line, offset: before.length - before.lastIndexOf("\n") };
  };
  return { start: at(text.indexOf("⟦")), end: at(text.indexOf("⟧")) };
}

function applied(text: string, changes: readonly ts.server.protocol.CodeEdit[]): string {
  const offsetOf = ({ line, offset }: ts.server.protocol.Location): number =>
    text
      .split("\n")
      .slice(0, line - 1)
      .join("\n").length +
    (line > 1 ? 1 : 0) +
    offset -
    1;
  return [...changes]
    .sort((a, b) => offsetOf(b.start) - offsetOf(a.start))
    .reduce((all, { start, end, newText }) => all.slice(0, offsetOf(start)) + newText + all.slice(offsetOf(end)), text);
}

describe.each(servers)("the server of %s", (version) => {
  let app: ServerApp;
  beforeAll(() => {
    app = startServer(version, Object.assign({}, ...ruleCases.map(filesOf)) as Record<string, string>);
    app.introduce("vscode");
  });
  afterAll(() => app.close());

  /** As VS Code asks: it takes every code for a number, so that nothing is left of a name. */
  const codeFixes = (name: string, { start, end }: Found): Promise<ts.server.protocol.CodeFixAction[]> =>
    app.request("getCodeFixes", {
      file: app.path(name),
      startLine: start.line,
      startOffset: start.offset,
      endLine: end.line,
      endOffset: end.offset,
      errorCodes: [null],
    });

  it.each(ruleCases)("$rule: its diagnostic and its quick fix, which removes it", async (one) => {
    const name = `${one.rule}/${one.open}`;
    await app.open(name);
    const ours = (found: readonly Found[]): Found[] => found.filter(({ code }) => code === one.rule);
    const [found, ...more] = ours(await app.diagnostics(name));
    expect(found).toMatchObject({ source: "typed-session", ...markedSpan(one.files[one.open] ?? "") });
    expect(more).toEqual([]);
    if (!found) return;

    const fixes = await codeFixes(name, found);
    const disable = fixes.find(({ description }) => description === `Disable ${one.rule} for this line`);
    const mending = fixes.filter((fix) => fix !== disable);
    expect(mending.map(({ description }) => description)).toEqual(one.fix ? [one.fix.title] : []);
    const chosen = one.fix ? mending[0] : disable;
    const texts = new Map<string, string>();
    for (const { fileName, textChanges } of chosen?.changes ?? []) {
      const file = fileName.slice(app.root.length + 1);
      texts.set(file, applied(app.read(file), textChanges));
    }
    if (one.fix) {
      const expected = Object.entries(one.fix.files).map(([file, text]) => [`${one.rule}/${file}`, text]);
      expect(Object.fromEntries(texts)).toEqual(Object.fromEntries(expected));
    }
    for (const [file, text] of texts) await app.open(file, text);
    for (const [file, text] of texts) await app.change(file, text);
    expect(ours(await app.diagnostics(name))).toEqual([]);
  });

  it("the server announces that its codes can be fixed", async () => {
    const codes = await app.request<string[]>("getSupportedCodeFixes", {
      file: app.path("no-undeclared-field/auth.ts"),
    });
    expect(codes).toEqual(expect.arrayContaining(ruleCases.flatMap(({ rule, code }) => [rule, String(code)])));
  });
});
