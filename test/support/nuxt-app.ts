import { cpSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { copyOf, fixtureModules } from "./app.js";
import { linkedAppAt, type LinkedApp } from "./linked-app.js";
import { mustRun } from "./run.js";

/** A prepared copy of a Nuxt fixture with the plugin among its dependencies. */
export function preparedNuxtApp(fixture: string, files: Readonly<Record<string, string>> = {}): LinkedApp {
  const root = copyOf(fixture);
  const modules = fixtureModules(fixture);
  // Of each a link, so that what is added here is not added to the fixture's.
  mkdirSync(join(root, "node_modules"));
  for (const name of readdirSync(modules)) {
    if (name !== "typescript") symlinkSync(join(modules, name), join(root, "node_modules", name));
  }
  // It looks for the plugins of a tsconfig beside the place at which it really stands.
  cpSync(join(modules, "typescript"), join(root, "node_modules/typescript"), { recursive: true });
  const app = linkedAppAt(root);
  for (const [name, text] of Object.entries(files)) app.write(name, text);
  mustRun(root, app.path("node_modules/.bin/nuxt"), ["prepare"]);
  return app;
}
