import { describe, expect, it, onTestFinished } from "vitest";
import { auth } from "./support/linked-app.js";
import { editsOf, type EditedFile } from "./support/edits.js";
import { servers, startServer, type ServerApp, type ServerVersion } from "./support/tsserver.js";

const edited: readonly EditedFile[] = [
  {
    name: "auth.ts",
    text: auth,
    weight: 3,
    places: [
      {
        behind: /^ {6}session\.\w+ = .*;$/,
        lines: [
          "      session.seats = 5;",
          "      (session as any).note = session.expires as string;",
          "      if (session.expires) session.level = 2;",
          "      // typed-session-disable-next-line no-undeclared-field",
        ],
      },
      { behind: /^ {4}\},$/, lines: ['    jwt({ token }) { token.plan = "free"; return token; },'] },
    ],
  },
  {
    name: "page.ts",
    text: 'import type { Session } from "next-auth";\n\nexport const planOf = (session: Session): string => session.plan;\n',
    weight: 2,
    places: [
      {
        behind: /^export .*;$/,
        lines: [
          "export const seatsOf = (session: Session): number => session.seats;",
          "export const noteOf = (session: Session) => (session as any).note as string;",
        ],
      },
    ],
  },
  {
    name: "next-auth.d.ts",
    text: 'import "next-auth";\n\ndeclare module "next-auth" {\n  interface Session {\n    note?: string;\n  }\n}\n',
    weight: 2,
    places: [
      {
        behind: /^ {4}\w+\??: .*;$/,
        lines: ["    plan: string;", "    seats?: number;", "    level: 1 | 2;", "    stale: string;"],
      },
    ],
  },
];

const edits = 150;
const editsToAnswers = 50;

function start(version: ServerVersion): ServerApp {
  const app = startServer(version, Object.fromEntries(edited.map(({ name, text }) => [name, text])));
  onTestFinished(app.close);
  return app;
}

/** What the plugin says of all files, and the quick fixes that it has for some of it. */
async function answersOf(app: ServerApp): Promise<unknown> {
  const told = [];
  for (const { name } of edited) {
    const ours = (await app.diagnostics(name)).filter(({ source }) => source === "typed-session");
    for (const { start, end, code, ...said } of ours) {
      const fixes = await app.request("getCodeFixes", {
        file: app.path(name),
        startLine: start.line,
        startOffset: start.offset,
        endLine: end.line,
        endOffset: end.offset,
        errorCodes: [code],
      });
      told.push({ name, start, end, code, ...said, fixes });
    }
  }
  return JSON.parse(JSON.stringify(told).replaceAll(app.root, "/app")) as unknown;
}

describe.each(servers)("the server of %s", (version) => {
  it("it answers after many edits as a new server does", async () => {
    const app = start(version);
    const made = editsOf(edited, 11);
    for (const { name, text } of edited) await app.open(name, text);
    let found = 0;
    for (let done = 1; done <= edits; done++) {
      const { name, text } = made.next();
      await app.change(name, text);
      // As an editor does after each key.
      await app.diagnostics(name);
      if (done % editsToAnswers !== 0) continue;
      const fresh = start(version);
      const texts = made.texts();
      for (const [each, now] of Object.entries(texts)) await fresh.open(each, now);
      const [answers, expected] = [await answersOf(app), await answersOf(fresh)];
      expect(answers, `after ${String(done)} edits:\n${JSON.stringify(texts, undefined, 1)}`).toEqual(expected);
      found += (answers as unknown[]).length;
    }
    // Texts in which nothing is ever found would show nothing.
    expect(found).toBeGreaterThan(0);
    expect(app.log()).not.toContain("typed-session: ");
  });
});
