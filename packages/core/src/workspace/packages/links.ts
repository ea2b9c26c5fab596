import type ts from "typescript";
import type { System } from "../../api/program.js";
import type { ClassicTypeScript } from "../../compiler/classic/typescript.js";
import { packageAround, type Monorepo, type Package } from "./monorepo.js";

/** The packages of a repository that one of them may import. */
export interface Links {
  /** Those that its manifest depends on, and those that its tsconfig refers to. */
  readonly certain: readonly Package[];
  /** Those whose files its tsconfig gives other names by `paths`, with these names: it imports them if it uses one. */
  readonly named: readonly { readonly target: Package; readonly specifiers: readonly string[] }[];
}

/** @param configFile the package's tsconfig, if it has one: absolute, `/`-separated */
export function linksOf(
  ts: ClassicTypeScript,
  sys: System,
  monorepo: Monorepo,
  one: Package,
  configFile: string | undefined,
): Links {
  const depended = monorepo.packages.filter(({ name }) => name !== undefined && one.dependencies.has(name));
  const parsed = configFile === undefined ? undefined : withoutFiles(ts, sys, configFile);
  const referred = (parsed?.projectReferences ?? []).flatMap(
    ({ path }) => packageAround(monorepo, path.replaceAll("\\", "/")) ?? [],
  );
  return {
    certain: [...new Set([...depended, ...referred])].filter((other) => other !== one),
    named: parsed ? namedByPaths(sys, monorepo, parsed.options).filter(({ target }) => target !== one) : [],
  };
}

function namedByPaths(sys: System, { root, packages }: Monorepo, options: ts.CompilerOptions): Links["named"] {
  // TypeScript keeps the second one itself, for `paths` without a `baseUrl`.
  const { baseUrl, pathsBasePath }: Readonly<Record<string, unknown>> = options;
  const base = baseUrl ?? pathsBasePath;
  if (typeof base !== "string") return [];
  const absolute = (path: string): string =>
    sys.resolvePath(path.startsWith("/") ? path : `${base}/${path}`).replaceAll("\\", "/");
  return packages
    .filter(({ directory }) => directory !== root)
    .flatMap((target) => {
      const specifiers = Object.entries(options.paths ?? {}).flatMap(([name, targets]) =>
        targets.flatMap((path) => nameFor(target, name, absolute(path))),
      );
      return specifiers.length === 0 ? [] : [{ target, specifiers }];
    });
}

/**
 * The name under which `paths` lead into a package: `@acme/auth` for the package `libs/auth` and `@acme/*` with the
 * target `libs/*` + `/src`.
 */
function nameFor({ directory }: Package, name: string, target: string): string[] {
  const inside = `${directory}/`;
  const [start = "", end] = target.split("*");
  if (end === undefined) return `${target}/`.startsWith(inside) ? [name] : [];
  if (start.startsWith(inside)) return [name.split("*")[0] ?? name];
  if (!inside.startsWith(start)) return [];
  const [star = ""] = inside.slice(start.length).split("/");
  return `${start}${star}${end}/`.startsWith(inside) ? [name.replace("*", star)] : [];
}

/** A tsconfig without a search for its files. */
function withoutFiles(ts: ClassicTypeScript, sys: System, fileName: string): ts.ParsedCommandLine | undefined {
  return ts.getParsedCommandLineOfConfigFile(
    fileName,
    {},
    { ...sys, readDirectory: () => [], onUnRecoverableConfigFileDiagnostic: () => undefined },
  );
}
