import { describe, expect, it } from "vitest";
import { auth, createApp, runIn, tsconfig, type App, type Run } from "./support/app.js";

const config = `${auth}export type { Session } from "next-auth";\n`;
const page = `import type { Session } from "@acme/auth";

export const plan = (session: Session) => session.user.id;
`;

/** The layout of a T3 app: the config in a package that exports its source, readers in an app and another package. */
function layout(files: Readonly<Record<string, string>> = {}): App {
  const app = createApp({
    "package.json": '{ "name": "root", "workspaces": ["apps/*", "packages/*"] }',
    "packages/auth/package.json": '{ "name": "@acme/auth", "exports": { ".": "./src/index.ts" } }',
    "packages/auth/tsconfig.json": tsconfig,
    "packages/auth/src/index.ts": config,
    "packages/api/package.json": '{ "name": "@acme/api", "dependencies": { "@acme/auth": "*" } }',
    "packages/api/tsconfig.json": tsconfig,
    "packages/api/src/index.ts": 'export const api = "api";\n',
    "apps/web/package.json": '{ "name": "web", "dependencies": { "@acme/auth": "*", "@acme/api": "*" } }',
    "apps/web/tsconfig.json": tsconfig,
    "apps/web/src/page.ts": page,
    "apps/docs/package.json": '{ "name": "docs" }',
    "apps/docs/tsconfig.json": tsconfig,
    "apps/docs/src/page.ts": "export {};\n",
    ...files,
  });
  for (const user of ["apps/web", "packages/api"]) app.link(`${user}/node_modules/@acme/auth`, "packages/auth");
  app.link("apps/web/node_modules/@acme/api", "packages/api");
  return app;
}

function inPackage(app: App, directory: string, ...argv: readonly string[]): Promise<Run> {
  return runIn(`${app.directory}/${directory}`, {}, argv);
}

describe("a config in a package that others import", () => {
  it("is found from the package that reads it, with the same findings", async () => {
    const app = layout();
    const own = await inPackage(app, "packages/auth", "check", "--format", "compact");
    expect(own.stdout).toMatch(/^src\/index\.ts:11:7: error no-undeclared-field `session\.user\.id`/);
    const read = await inPackage(app, "apps/web", "check", "--format", "compact");
    expect(read).toEqual({ ...own, stdout: own.stdout.replaceAll("src/index.ts", "../../packages/auth/src/index.ts") });
  });

  it("is fixed from there, by a declaration that its readers load", async () => {
    const app = layout();
    expect(await inPackage(app, "apps/web", "fix", "--quiet")).toMatchObject({ code: 0, stderr: "" });
    expect(app.read("packages/auth/src/index.ts")).toContain('declare module "next-auth" {');
    expect(await inPackage(app, "apps/web", "check")).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("is no concern of a package that does not import it", async () => {
    expect(await inPackage(layout(), "apps/docs", "check")).toEqual({ code: 0, stdout: "", stderr: "" });
  });
});

describe("readers in other packages", () => {
  const declared = (field: string): string =>
    `${config}\ndeclare module "next-auth" {\n  interface Session {\n    user: { id: string };\n    ${field}\n  }\n}\n\ndeclare module "next-auth/jwt" {\n  interface JWT {\n    id: string;\n  }\n}\n`;
  const reader = `import type { Session } from "@acme/auth";\n\nexport const plan = (session: Session): string => session.plan;\n`;

  it("a field that only another package reads is not removed", async () => {
    const app = layout({
      "packages/auth/src/index.ts": declared("plan: string;"),
      "apps/web/src/page.ts": reader,
    });
    const { code, stdout } = await inPackage(app, "packages/auth", "fix", "--quiet");
    expect(stdout).toContain("no-unassigned-field");
    expect(code).toBe(0);
    expect(app.read("packages/auth/src/index.ts")).toBe(declared("plan: string;"));
  });

  it("a field that nobody reads is removed", async () => {
    const app = layout({ "packages/auth/src/index.ts": declared("plan: string;") });
    await inPackage(app, "packages/auth", "fix", "--quiet");
    expect(app.read("packages/auth/src/index.ts")).toBe(declared("").replace("    \n", ""));
  });
});
