import { afterEach, describe, expect, it } from "vitest";
import { auth } from "./support/linked-app.js";
import { clients, startClient, type LspApp } from "./support/lsp.js";

const augmentation = (members: string, head = 'import "next-auth"'): string => `${head};

declare module "next-auth" {
  interface Session {
    ${members}
  }
}
`;
const range = { start: { line: 6, character: 6 }, end: { line: 6, character: 18 } };

describe.each(Object.keys(clients) as (keyof typeof clients)[])("%s", (client) => {
  let app: LspApp;
  afterEach(() => app.close());

  it("the client shows the finding and the quick fix that removes it", async () => {
    app = await startClient(client, { "auth.ts": auth, "next-auth.d.ts": augmentation("note?: string;") });
    await app.open("auth.ts");
    await expect
      .poll(() => app.diagnostics("auth.ts"), { timeout: 60_000 })
      .toContainEqual(
        expect.objectContaining({ source: "typed-session", code: "no-undeclared-field", severity: 1, range }),
      );
    const actions = await app.actions("auth.ts", range, "quickfix");
    const fix = actions.find(({ title }) => title === "Declare `session.plan` in next-auth.d.ts");
    const at = { line: 5, character: 0 };
    const edit = fix && (await app.perform(fix));
    expect(edit).toMatchObject(
      edits(app.uri("next-auth.d.ts"), [{ range: { start: at, end: at }, newText: "    plan: string;\n" }], edit),
    );
  });

  it("the client creates the augmentation through the refactor", async () => {
    app = await startClient(client, { "auth.ts": auth });
    await app.open("auth.ts");
    await expect
      .poll(() => app.diagnostics("auth.ts"), { timeout: 60_000 })
      .toContainEqual(expect.objectContaining({ source: "typed-session", code: "no-undeclared-field" }));
    const actions = await app.actions("auth.ts", range, "refactor");
    const create = actions.find(({ title }) => title === "Declare what the callbacks assign, in next-auth.d.ts");
    const edit = create && (await app.perform(create));
    const file = app.uri("next-auth.d.ts");
    // One of them asks the client to create the file, the other creates it, empty, before it asks for the text.
    const isCreated = edit?.documentChanges?.some((one) => "kind" in one && one.kind === "create" && one.uri === file);
    expect(isCreated ?? app.read("next-auth.d.ts") === "").toBe(true);
    const texts = [
      ...(edit?.changes?.[file] ?? []),
      ...(edit?.documentChanges ?? []).flatMap((one) =>
        "edits" in one && one.textDocument.uri === file ? one.edits : [],
      ),
    ].map((one) => ("newText" in one ? one.newText : ""));
    expect(texts).toEqual([augmentation("plan: string;", "export {}")]);
  });
});

/** One of the two forms that clients take edits in. */
function edits(uri: string, textEdits: readonly object[], like: object | undefined): object {
  return like && "documentChanges" in like
    ? { documentChanges: [{ textDocument: { uri }, edits: textEdits }] }
    : { changes: { [uri]: textEdits } };
}
