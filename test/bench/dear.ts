import { execFileSync } from "node:child_process";
import { cpSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { installOnce } from "../support/install-fixtures.js";
import { linkPlugin, tsconfigWith } from "./app.js";

const home = join(import.meta.dirname, "dear");

/** An app with expensive types, and its files that the benchmarks ask about. */
export interface DearApp {
  readonly name: string;
  /** A module that the callbacks call. */
  readonly helper: string;
  /** A module that reads the session. */
  readonly reader: string;
  /** The rest of its installation. */
  readonly prepare?: (directory: string) => void;
}

export const dearApps: readonly DearApp[] = [
  { name: "mongoose", helper: "lib/gardeners.ts", reader: "reports/beds.ts" },
  { name: "drizzle", helper: "lib/riders.ts", reader: "app/routes/page.tsx" },
  { name: "prisma", helper: "lib/sailors.ts", reader: "app/voyages/page.tsx", prepare: generateClient },
  { name: "zod", helper: "lib/bakers.ts", reader: "server/router.ts" },
];

/** Files that every app has. */
export const dearFiles = { callbacks: "lib/auth.ts", declaration: "types/next-auth.d.ts" } as const;

/** With correct declarations, or with none. */
export const forms = ["declared", "undeclared"] as const;
export type Form = (typeof forms)[number];

/** Installs an app's dependencies, and links the plugin beside them. */
export function prepareDearApp({ name, prepare }: DearApp): void {
  const directory = join(home, name);
  installOnce(directory, ["--ignore-scripts"], () => {
    linkPlugin(directory);
    prepare?.(directory);
  });
}

/**
 * Writes an app to disk; the same form gives the same files.
 *
 * @param place a name for the copy; the same name is the same directory
 * @param plugins the plugins of its tsconfig
 * @returns its directory, below its dependencies
 */
export function layOutDearApp(
  { name }: DearApp,
  form: Form,
  plugins: readonly object[] = [],
  place: string = form,
): string {
  const directory = join(home, name, "generated", place);
  rmSync(directory, { recursive: true, force: true });
  cpSync(join(home, name, "src"), directory, { recursive: true });
  writeFileSync(join(directory, "tsconfig.json"), tsconfigWith(plugins));
  if (form === "undeclared") writeFileSync(join(directory, dearFiles.declaration), "export {};\n");
  return directory;
}

/**
 * Generates Prisma's client. It needs no engine, only existing files, so that no install script has to download one.
 */
function generateClient(directory: string): void {
  const engine = join(directory, "node_modules/.no-engine");
  writeFileSync(engine, "");
  execFileSync(
    process.execPath,
    [join(directory, "node_modules/prisma/build/index.js"), "generate", "--schema", "schema.prisma"],
    {
      cwd: directory,
      env: {
        ...process.env,
        PRISMA_QUERY_ENGINE_LIBRARY: engine,
        PRISMA_QUERY_ENGINE_BINARY: engine,
        PRISMA_SCHEMA_ENGINE_BINARY: engine,
        PRISMA_HIDE_UPDATE_MESSAGE: "1",
        CHECKPOINT_DISABLE: "1",
      },
      stdio: "inherit",
    },
  );
}
