import { configFileIn, linksOf, packageAround, type Monorepo, type Package } from "@typed-session/core";
import type { Disk } from "../disk/disk.js";
import { CannotRun } from "../exit.js";
import { pathFrom } from "../paths.js";
import { configIn } from "../project/find-config.js";
import { findMembers, type Member } from "../project/members.js";
import { isCodeFile } from "../project/scan.js";
import { NoFiles, readTsconfig } from "../project/tsconfig.js";
import type { ChosenTypeScript } from "../project/typescript.js";

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
    const { ts, sys } = this.chosen;
    const { certain, named } = linksOf(ts, sys, this.monorepo, one, configFileIn(sys, one));
    const imported = named.filter(({ specifiers }) => this.imports(one, specifiers));
    const found = new Set([...certain, ...imported.map(({ target }) => target)]);
    this.direct.set(one, found);
    return found;
  }

  private imports(one: Package, specifiers: readonly string[]): boolean {
    return this.membersOf(one)
      .flatMap(({ tsconfig }) => tsconfig.fileNames)
      .some((name) => isCodeFile(name) && this.disk.scan("namesOneOf", name, specifiers));
  }
}
