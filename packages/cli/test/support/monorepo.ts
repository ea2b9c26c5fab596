import { auth, createApp, runIn, tsconfig, type App, type Run } from "./app.js";

/** A config that assigns `session.user.id`, and the type that other packages read. */
export const config = `${auth}export type { Session } from "next-auth";\n`;
/** A reader of that field. */
export const page = `import type { Session } from "@acme/auth";

export const plan = (session: Session) => session.user.id;
`;

/** The layout of a T3 app: the config in a package that exports its source, readers in an app and another package. */
export function layout(files: Readonly<Record<string, string>> = {}): App {
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

/** Runs the command in a package, without the closing line. */
export function inPackage(app: App, directory: string, ...argv: readonly string[]): Promise<Run> {
  return runIn(`${app.directory}/${directory}`, {}, argv);
}
