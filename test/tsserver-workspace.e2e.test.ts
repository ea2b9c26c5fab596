import { mkdirSync, symlinkSync } from "node:fs";
import { dirname } from "node:path";
import type ts from "typescript";
import { afterEach, describe, expect, it } from "vitest";
import { auth, linkedApp, plugin, tsconfigWith } from "./support/linked-app.js";
import { serverFor, type ServerApp } from "./support/tsserver.js";

const started: ServerApp[] = [];

afterEach(async () => {
  for (const server of started.splice(0)) await server.close();
});

const config = `${auth}export type { Session } from "next-auth";\n`;
const tsconfig = tsconfigWith(plugin);
const reader = (name: string): string =>
  `import type { Session } from "@acme/auth";\n\nexport const read = (session: Session) => session.${name};\n`;

/** A workspace whose package `auth` holds the config and exports its source, and whose app reads the session. */
function start(files: Readonly<Record<string, string>>): ServerApp {
  const app = linkedApp({
    "package.json": '{ "workspaces": ["apps/*", "packages/*"] }',
    "packages/auth/package.json": '{ "name": "@acme/auth", "exports": { ".": "./src/index.ts" } }',
    "packages/auth/tsconfig.json": tsconfig,
    "packages/auth/src/index.ts": config,
    "apps/web/package.json": '{ "name": "web", "dependencies": { "@acme/auth": "*" } }',
    "apps/web/tsconfig.json": tsconfig,
    ...files,
  });
  const link = app.path("apps/web/node_modules/@acme/auth");
  mkdirSync(dirname(link), { recursive: true });
  symlinkSync(app.path("packages/auth"), link, "junction");
  const server = serverFor(app, "typescript", []);
  started.push(server);
  return server;
}

async function fixesAt(app: ServerApp, name: string, line: number, offset: number, code: number) {
  return app.request<ts.server.protocol.CodeFixAction[]>("getCodeFixes", {
    file: app.path(name),
    startLine: line,
    startOffset: offset,
    endLine: line,
    endOffset: offset + 1,
    errorCodes: [code],
  });
}

describe("a workspace in the editor", () => {
  it("an error of a reader in another package is fixed in the package that holds the config", async () => {
    const app = start({ "apps/web/src/page.ts": reader("plan") });
    await app.open("apps/web/src/page.ts");
    const found = await app.diagnostics("apps/web/src/page.ts");
    expect(found.map(({ source, code, start: at }) => [source, code, at])).toEqual([
      ["", 2339, { line: 3, offset: 51 }],
    ]);
    const fixes = await fixesAt(app, "apps/web/src/page.ts", 3, 51, 2339);
    const ours = fixes.find(({ description }) => description.includes("`session.plan`"));
    expect(ours?.description).toBe("Declare `session.plan` in ../../packages/auth/src/index.ts");
    expect(ours?.changes.map(({ fileName }) => fileName)).toEqual([app.path("packages/auth/src/index.ts")]);
    const [change] = ours?.changes[0]?.textChanges ?? [];
    expect(change?.newText).toBe('\ndeclare module "next-auth" {\n  interface Session {\n    plan: string;\n  }\n}\n');
  });

  it("a field that another package may read is not removed", async () => {
    const declared = `${config}\ndeclare module "next-auth" {\n  interface Session {\n    plan: string;\n    seats: number;\n  }\n}\n`;
    const app = start({ "packages/auth/src/index.ts": declared, "apps/web/src/page.ts": reader("seats") });
    await app.open("packages/auth/src/index.ts");
    const found = await app.diagnostics("packages/auth/src/index.ts");
    expect(found.map(({ source, start: at, text }) => [source, at, text])).toEqual([
      [
        "typed-session",
        { line: 17, offset: 5 },
        "`session.seats` is declared as required, but no callback assigns it: readers get `undefined`.",
      ],
    ]);
    const fixes = await fixesAt(app, "packages/auth/src/index.ts", 17, 5, Number(found[0]?.code));
    expect(fixes.map(({ description }) => description)).toEqual(["Disable no-unassigned-field for this line"]);
  });

  it("an error that the app's own augmentation could only hide elsewhere gets no fix", async () => {
    const app = start({
      "packages/auth/types/next-auth.d.ts":
        'export {};\n\ndeclare module "next-auth" {\n  interface Session {\n    plan: string;\n  }\n}\n',
      "apps/web/src/page.ts": reader("plan"),
    });
    await app.open("apps/web/src/page.ts");
    const fixes = await fixesAt(app, "apps/web/src/page.ts", 3, 51, 2339);
    expect(fixes.filter(({ description }) => description.includes("`session.plan`"))).toEqual([]);
  });
});
