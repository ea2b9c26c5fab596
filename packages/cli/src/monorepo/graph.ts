import type ts from "typescript";
import type { Disk } from "../disk/disk.js";
import { CannotRun } from "../exit.js";
import { pathFrom, slashed } from "../paths.js";
import { configIn } from "../project/find-config.js";
import { findMembers, type Member } from "../project/members.js";
import { isCodeFile } from "../project/scan.js";
import { NoFiles, readTsconfig } from "../project/tsconfig.js";
import type { ChosenTypeScript } from "../project/typescript.js";
import { packageAround, type Monorepo, type Package } from "./monorepo.js";

/** The tsconfigs of a package, or why they cannot be read. */
interface PackageRead {
  readonly members: readonly Member[];
  /** One sentence or more, with what to do. */
  readonly whyUnread?: string;
}

/** The packages of a repository with their imports of each other. Each answer is worked out once. */
export class PackageGraph {
  readonly monorepo: Monorepo;
  private readonly disk: Disk;
  private readonly chosen: ChosenTypeScript;
  private readonly read = new Map<Package, PackageRead>();
  private readonly direct = new Map<Package, ReadonlySet<Package>>();

  constructor(disk: Disk, chosen: ChosenTypeScript, monorepo: Monorepo) {
    this.disk = disk;
    this.chosen = chosen;
    this.monorepo = monorepo;
  }

  packageOf(path: string): Package | undefined {
    return packageAround(this.monorepo, path);
  }

  /** The packages that a package imports, also by way of others; the nearest first, without itself. */
  dependenciesOf(start: Package): readonly Package[] {
    const found = new Set([start]);
    // A set is iterated in insertion order, packages added meanwhile included.
    for (const one of found) for (const next of this.importedBy(one)) found.add(next);
    found.delete(start);
    return [...found];
  }

  /** The packages that import a package, also by way of others, without itself. */
  dependentsOf(target: Package): readonly Package[] {
    return this.monorepo.packages.filter((one) => one !== target && this.dependenciesOf(one).includes(target));
  }

  /** The tsconfig of a package: absolute, `/`-separated. */
  configFileOf({ directory }: Package): string | undefined {
    return configIn(this.disk, directory);
  }

  /** The name of a package, or its directory in the repository. */
  nameOf({ name, directory }: Package): string {
    return name ?? pathFrom(this.monorepo.root, directory);
  }

  /** The tsconfigs of a package; none if it has none, if they include no file, or if one cannot be read. */
  membersOf(one: Package): readonly Member[] {
    return this.readingOf(one).members;
  }

  /** The reason why the tsconfigs of a package cannot be read, with what to do; `undefined` if they can. */
  whyUnread(one: Package): string | undefined {
    return this.readingOf(one).whyUnread;
  }

  private readingOf(one: Package): PackageRead {
    const before = this.read.get(one);
    if (before) return before;
    const reading = this.readMembers(one);
    this.read.set(one, reading);
    return reading;
  }

  private readMembers(one: Package): PackageRead {
    try {
      const config = this.configFileOf(one);
      if (config === undefined) return { members: [] };
      const members = findMembers(this.disk, this.chosen, readTsconfig(this.chosen, config));
      return { members: members.filter(({ tsconfig }) => this.packageOf(tsconfig.directory) === one) };
    } catch (error) {
      if (error instanceof NoFiles) return { members: [] };
      if (error instanceof CannotRun) return { members: [], whyUnread: error.message };
      throw error;
    }
  }

  /** The packages that a package imports itself. */
  private importedBy(one: Package): ReadonlySet<Package> {
    const before = this.direct.get(one);
    if (before) return before;
    const byName = this.monorepo.packages.filter(({ name }) => name !== undefined && one.dependencies.has(name));
    const found = new Set([...byName, ...this.configuredIn(one)]);
    found.delete(one);
    this.direct.set(one, found);
    return found;
  }

  /** The packages that a tsconfig refers to, or whose files it gives another name that the package imports. */
  private configuredIn(one: Package): Package[] {
    const config = this.configFileOf(one);
    const parsed = config === undefined ? undefined : withoutFiles(this.chosen, config);
    if (!parsed) return [];
    const referred = (parsed.projectReferences ?? []).map(({ path }) => this.packageOf(slashed(path)));
    return [...referred.filter((found) => found !== undefined), ...this.namedByPaths(one, parsed.options)];
  }

  private namedByPaths(one: Package, options: ts.CompilerOptions): Package[] {
    // TypeScript keeps the second one itself, for `paths` without a `baseUrl`.
    const { baseUrl, pathsBasePath }: Readonly<Record<string, unknown>> = options;
    const base = baseUrl ?? pathsBasePath;
    if (typeof base !== "string") return [];
    return this.monorepo.packages.filter((other) => {
      if (other === one || other.directory === this.monorepo.root) return false;
      const specifiers = Object.entries(options.paths ?? {}).flatMap(([name, targets]) =>
        targets.flatMap((target) => nameFor(other, name, slashed(this.absolute(base, target)))),
      );
      return specifiers.length > 0 && this.imports(one, specifiers);
    });
  }

  private absolute(base: string, path: string): string {
    return this.chosen.sys.resolvePath(path.startsWith("/") ? path : `${base}/${path}`);
  }

  private imports(one: Package, specifiers: readonly string[]): boolean {
    return this.membersOf(one)
      .flatMap(({ tsconfig }) => tsconfig.fileNames)
      .some((name) => isCodeFile(name) && this.disk.scan("namesOneOf", name, specifiers));
  }
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
function withoutFiles({ ts, sys }: ChosenTypeScript, fileName: string): ts.ParsedCommandLine | undefined {
  return ts.getParsedCommandLineOfConfigFile(
    fileName,
    {},
    { ...sys, readDirectory: () => [], onUnRecoverableConfigFileDiagnostic: () => undefined },
  );
}
