import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { copiedNextAuth } from "../../packages/core/test/support/copied-packages.js";

const require = createRequire(import.meta.url);

/** A real app in a directory of its own, on the real next-auth and with the plugin in its node_modules. */
export interface LinkedApp {
  readonly root: string;
  readonly path: (name: string) => string;
  readonly read: (name: string) => string;
  readonly write: (name: string, text: string) => void;
  /** Puts a package that the tests have installed into its node_modules, under its own name or another. */
  readonly link: (name: string, installedAs?: string) => void;
  readonly remove: () => void;
}

export const compilerOptions = {
  strict: true,
  target: "es2022",
  lib: ["es2022"],
  module: "esnext",
  moduleResolution: "bundler",
  skipLibCheck: true,
  noEmit: true,
  types: [],
};

export const plugin = { name: "@typed-session/typescript-plugin" };

/** A session with one undeclared field. */
export const auth = `import type { NextAuthOptions } from "next-auth";

export const authOptions: NextAuthOptions = {
  providers: [],
  callbacks: {
    session({ session }) {
      session.plan = "free";
      return session;
    },
  },
};
`;

/** The text of a tsconfig with these plugins. */
export function tsconfigWith(...plugins: readonly object[]): string {
  return JSON.stringify({ compilerOptions: { ...compilerOptions, plugins } });
}

/** @param files by their names in the app; the default tsconfig loads the plugin */
export function linkedApp(files: Readonly<Record<string, string>>): LinkedApp {
  const parent = realpathSync(mkdtempSync(join(tmpdir(), "typed-session-linked-")));
  const app = linkedAppAt(join(parent, "app"));
  put(app, "next-auth", copiedNextAuth(4));
  for (const [name, text] of Object.entries({ "tsconfig.json": tsconfigWith(plugin), ...files })) app.write(name, text);
  return {
    ...app,
    remove: () => {
      rmSync(parent, { recursive: true, force: true });
    },
  };
}

/** The app in a directory, with the plugin in its node_modules. */
export function linkedAppAt(root: string): LinkedApp {
  const app = appAt(root);
  put(app, plugin.name, join(import.meta.dirname, "../../packages/typescript-plugin"));
  return app;
}

/** The app in a directory, unchanged. */
export function appAt(root: string): LinkedApp {
  const path = (name: string): string => join(root, name);
  const app: LinkedApp = {
    root,
    path,
    write: (name, text) => {
      mkdirSync(dirname(path(name)), { recursive: true });
      writeFileSync(path(name), text);
    },
    read: (name) => readFileSync(path(name), "utf8"),
    link: (name, installedAs = name) => {
      put(app, name, dirname(require.resolve(`${installedAs}/package.json`)));
    },
    remove: () => {
      rmSync(root, { recursive: true, force: true });
    },
  };
  return app;
}

function put({ path }: LinkedApp, name: string, target: string): void {
  mkdirSync(dirname(path(`node_modules/${name}`)), { recursive: true });
  symlinkSync(target, path(`node_modules/${name}`), "dir");
}
