import { cpSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { copyOf, fixtureModules } from "./app.js";
import { linkedAppAt, type LinkedApp } from "./linked-app.js";
import { mustRun } from "./run.js";

/** A prepared copy of a Nuxt fixture with the plugin among its dependencies. */
export function preparedNuxtApp(fixture: string, files: Readonly<Record<string, string>> = {}): LinkedApp {
  const root = copyOf(fixture);
  const modules = fixtureModules(fixture);
  // A link for each, so that additions here do not reach the fixture's own folder.
  mkdirSync(join(root, "node_modules"));
  for (const name of readdirSync(modules)) {
    if (name !== "typescript") symlinkSync(join(modules, name), join(root, "node_modules", name));
  }
  // TypeScript looks for a tsconfig's plugins beside its own real path.
  cpSync(join(modules, "typescript"), join(root, "node_modules/typescript"), { recursive: true });
  const app = linkedAppAt(root);
  for (const [name, text] of Object.entries(files)) app.write(name, text);
  mustRun(root, app.path("node_modules/.bin/nuxt"), ["prepare"]);
  return app;
}
