import { dirname } from "node:path";
import type { System } from "@typed-session/core";
import { slashed } from "../paths.js";
import type { ChosenTypeScript } from "./typescript.js";

/**
 * The relevant content of Nuxt's generated tsconfigs, for a project in which they are not generated yet. Nuxt 3 has one
 * program with every file of the root. Nuxt 4 has four, and both the app's and the server's include only `shared/`.
 */

/** The content of a tsconfig. */
export interface TsconfigJson {
  readonly compilerOptions: Readonly<Record<string, unknown>>;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** A tsconfig that Nuxt 4 would generate. */
export interface AwaitedPart extends TsconfigJson {
  /** Absolute names of files that Nuxt's declarations would import into the program. */
  readonly imported: readonly string[];
}

const options = {
  strict: true,
  target: "esnext",
  module: "esnext",
  moduleResolution: "bundler",
  allowJs: true,
  skipLibCheck: true,
  noEmit: true,
  jsx: "preserve",
  resolveJsonModule: true,
};

/** One program for everything, as in Nuxt 3, and for a project with an unknown split. */
export const nuxtWhole: TsconfigJson = {
  compilerOptions: {
    ...options,
    // The source folder is the root in Nuxt 3 and, mostly, `app` in Nuxt 4.
    paths: {
      "~/*": ["./app/*", "./*"],
      "@/*": ["./app/*", "./*"],
      "~~/*": ["./*"],
      "@@/*": ["./*"],
      "#shared/*": ["./shared/*"],
      "#server/*": ["./server/*"],
    },
  },
  include: ["**/*"],
  exclude: ["node_modules", "dist", ".output"],
};

/** The server's tsconfig, which the root's own does not name if it extends Nuxt's. */
export const nuxtServerPart = ".nuxt/tsconfig.server.json";

const partName = /^(.*)\/\.nuxt\/tsconfig\.(app|server|shared|node)\.json$/;

/** Whether Nuxt 4 generates a tsconfig of this (absolute) name. */
export function isNuxtPart(fileName: string): boolean {
  return partName.test(fileName);
}

/** The tsconfig of this (absolute) name that Nuxt 4 generates; `undefined` if it generates none. */
export function awaitedPart(chosen: ChosenTypeScript, fileName: string): AwaitedPart | undefined {
  const [, root, part] = partName.exec(fileName) ?? [];
  if (root === undefined || part === undefined) return undefined;
  const source = sourceFolder(chosen.sys, root);
  const { include, exclude } = placesOf(source)[part as keyof ReturnType<typeof placesOf>];
  const compilerOptions = {
    ...options,
    noUncheckedIndexedAccess: true,
    ...(part !== "server" && { module: "preserve", moduleDetection: "force", verbatimModuleSyntax: true }),
    paths: aliases(source, "../"),
  };
  return { compilerOptions, include, exclude, imported: importedBy(chosen.sys, root, part) };
}

/**
 * The one tsconfig beside the server's that Nuxt 4 generates for a root whose tsconfig extends it: for the app,
 * `shared/` and Node.
 */
export function extendedInNuxt4(chosen: ChosenTypeScript, root: string): AwaitedPart {
  const source = sourceFolder(chosen.sys, root);
  const { app, shared, node } = placesOf(source);
  const here = (pattern: string): string => pattern.replace("../", "./");
  return {
    compilerOptions: { ...options, noUncheckedIndexedAccess: true, paths: aliases(source, "./") },
    include: [...new Set([...app.include, ...node.include, ...shared.include])].map(here),
    exclude: [
      "./node_modules",
      "./dist",
      "./.output",
      ...app.exclude.filter((one) => one.includes("server")).map(here),
    ],
    imported: importedBy(chosen.sys, root, "app"),
  };
}

/** The major version of the project's Nuxt. */
export function nuxtMajor(sys: System, root: string): number | undefined {
  for (let folder = root; ; folder = slashed(dirname(folder))) {
    const text = sys.readFile(`${folder}/node_modules/nuxt/package.json`);
    const major = text && /"version"\s*:\s*"(\d+)\./.exec(text)?.[1];
    if (major) return Number(major);
    if (slashed(dirname(folder)) === folder) return undefined;
  }
}

const tailoring =
  /\b(?:srcDir|serverDir|buildDir|rootDir|scanDirs|tsConfig|nodeTsConfig|sharedTsConfig|compatibilityVersion|extends|dir\s*:|prepare:types|nitro:\w+)/i;

/** Whether a project configures Nuxt's folders or tsconfigs, so that Nuxt's defaults do not describe them. */
export function isTailored({ sys }: ChosenTypeScript, root: string): boolean {
  const configs = ["", "layers/*/"].flatMap((folder) => [`${folder}nuxt.config.*`, `${folder}.config/nuxt.*`]);
  const files = sys.readDirectory(
    root,
    [".ts", ".mts", ".cts", ".js", ".mjs", ".cjs"],
    ["**/node_modules"],
    [...configs, "modules/*", "modules/*/index.*"],
  );
  return [`${root}/.nuxtrc`, ...files].some((name) => tailoring.test(sys.readFile(name) ?? ""));
}

/** `app`, or the root if it holds nothing of the app. */
function sourceFolder(sys: System, root: string): string {
  const app = `${root}/app`;
  if (!sys.directoryExists(app)) return "";
  const isFilled = sys.readDirectory(app, undefined, [], ["*"]).length > 0 || sys.getDirectories(app).length > 0;
  const older = ["assets", "layouts", "middleware", "pages", "plugins"];
  const isInRoot =
    ["app.vue", "App.vue"].some((name) => sys.fileExists(`${root}/${name}`)) ||
    older.some((name) => sys.directoryExists(`${root}/${name}`));
  return isFilled || !isInRoot ? "app/" : "";
}

/** @param up from the tsconfig's folder to the root */
function aliases(source: string, up: string): Record<string, string[]> {
  return {
    "~/*": [`${up}${source}*`],
    "@/*": [`${up}${source}*`],
    "~~/*": [`${up}*`],
    "@@/*": [`${up}*`],
    "#shared": [`${up}shared`],
    "#shared/*": [`${up}shared/*`],
    "#server": [`${up}server`],
    "#server/*": [`${up}server/*`],
  };
}

/** The files that each of Nuxt 4's tsconfigs includes, seen from `.nuxt`. */
function placesOf(source: string): Record<"app" | "server" | "shared" | "node", Omit<TsconfigJson, "compilerOptions">> {
  const never = ["../node_modules", "../dist", "../.data", "../.output"];
  const runtimeServer = ["../modules/*/runtime/server/**/*", "../layers/*/modules/*/runtime/server/**/*"];
  const app = [
    `../${source}**/*`,
    "../modules/*/runtime/**/*",
    "../test/nuxt/**/*",
    "../tests/nuxt/**/*",
    "../layers/*/app/**/*",
    "../layers/*/modules/*/runtime/**/*",
  ];
  const node = [
    "../modules/*.*",
    "../nuxt.config.*",
    "../.config/nuxt.*",
    "../layers/*/nuxt.config.*",
    "../layers/*/.config/nuxt.*",
    "../layers/*/modules/**/*",
  ];
  const ofRoots = ["../*.d.ts", "../layers/*/*.d.ts"];
  const sharedDeclarations = ["../shared/**/*.d.ts", "../layers/*/shared/**/*.d.ts"];
  return {
    app: {
      include: [...app, ...sharedDeclarations, "../modules/*/shared/**/*.d.ts", ...ofRoots],
      exclude: [...never, ...runtimeServer, "../server", "../layers/*/server/**/*", ...node],
    },
    server: { include: ["../server/**/*", "../layers/*/server/**/*", ...sharedDeclarations], exclude: never },
    shared: {
      include: ["../shared/**/*", "../modules/*/shared/**/*", "../layers/*/shared/**/*", ...ofRoots],
      exclude: [],
    },
    node: {
      include: [...node, "../nuxt.schema.*", "../layers/*/nuxt.schema.*"],
      exclude: [...never, ...app.slice(source === "" ? 1 : 0), ...runtimeServer],
    },
  };
}

/**
 * The files that Nuxt's declarations import: the auto-imported ones of `shared/`, and in the app's program the routes,
 * whose answers it types.
 */
function importedBy(sys: System, root: string, part: string): string[] {
  if (part !== "app" && part !== "server") return [];
  const given = ["utils", "types"].flatMap((name) => [`shared/${name}/*`, `shared/${name}/*/index.*`]);
  const routes = part === "app" ? ["server/api/**/*", "server/routes/**/*"] : [];
  const places = ["", "layers/*/"].flatMap((folder) => [...routes, ...given].map((place) => folder + place));
  return sys
    .readDirectory(root, [".ts", ".mts", ".cts", ".tsx", ".js", ".mjs", ".cjs", ".jsx"], ["**/node_modules"], places)
    .map(slashed)
    .filter((name) => !/\.(?:d|test|spec)\.\w+$/.test(name));
}
