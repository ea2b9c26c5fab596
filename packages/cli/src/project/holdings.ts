import { once, type Package } from "@typed-session/core";
import type { PackageGraph } from "../monorepo/graph.js";
import type { Member } from "./members.js";
import type { Tsconfig } from "./tsconfig.js";

/** The tsconfigs of one package that hold an auth config, and those that see the same session. */
export interface Holding {
  /** The directory of the package, or of the project if it is the only one: absolute, `/`-separated. */
  readonly root: string;
  /** The tsconfig of that directory: absolute, `/`-separated. */
  readonly configFile: string;
  readonly holders: readonly Member[];
  /** All tsconfigs of the package, the holders included. */
  readonly members: readonly Member[];
  /** Whether other packages import this one. */
  readonly isImported: () => boolean;
  /** The tsconfigs of other packages that import this one. */
  readonly readers: () => readonly ReadingMember[];
  /** The packages that import this one, and whose tsconfigs cannot be read. */
  readonly unread: () => readonly UnreadPackage[];
}

/** A tsconfig of another package. */
interface ReadingMember extends Member {
  /** The name of the package, or its directory in the repository. */
  readonly project: string;
}

/** A package whose tsconfigs cannot be read. */
export interface UnreadPackage {
  /** The name of the package, or its directory in the repository. */
  readonly project: string;
  /** One sentence or more, with what to do. */
  readonly why: string;
}

/** A tsconfig by its name and its directory. */
type Project = Pick<Tsconfig, "fileName" | "directory">;

/** The packages among a project's tsconfigs that hold a config. */
export function holdingsAmong(
  main: Project,
  members: readonly Member[],
  graph: PackageGraph | undefined,
): readonly Holding[] {
  const packageOf = ({ directory }: Pick<Tsconfig, "directory">): string =>
    graph?.packageOf(directory)?.directory ?? main.directory;
  const own = packageOf(main);
  const holders = ownEntries(members);
  return [...new Set(holders.map(({ tsconfig }) => packageOf(tsconfig)))].map((directory) => {
    const isHere = ({ tsconfig }: Member): boolean => packageOf(tsconfig) === directory;
    const other = directory === own ? undefined : graph?.packageOf(directory);
    return {
      root: other?.directory ?? main.directory,
      configFile: (other && graph?.configFileOf(other)) ?? main.fileName,
      holders: holders.filter(isHere),
      members: members.filter(isHere),
      isImported: once(() => dependentsOf(directory, graph).length > 0),
      readers: once(() => (graph ? readersOf(directory, graph) : [])),
      unread: once(() => (graph ? unreadAmong(dependentsOf(directory, graph), graph) : [])),
    };
  });
}

/** The packages that a project imports and that hold a config. */
export function importedHoldings(main: Project, graph: PackageGraph | undefined): readonly Holding[] {
  return graph
    ? importedBy(main, graph).flatMap((one) => {
        const fileName = graph.whyUnread(one) === undefined ? graph.configFileOf(one) : undefined;
        return fileName === undefined
          ? []
          : holdingsAmong({ fileName, directory: one.directory }, graph.membersOf(one), graph);
      })
    : [];
}

/** The packages that a project imports, and whose tsconfigs cannot be read. */
export function unreadImports(main: Project, graph: PackageGraph | undefined): readonly UnreadPackage[] {
  return graph ? unreadAmong(importedBy(main, graph), graph) : [];
}

function importedBy({ directory }: Project, graph: PackageGraph): readonly Package[] {
  const own = graph.packageOf(directory);
  return own ? graph.dependenciesOf(own) : [];
}

function unreadAmong(packages: readonly Package[], graph: PackageGraph): UnreadPackage[] {
  return packages.flatMap((one) => {
    const why = graph.whyUnread(one);
    return why === undefined ? [] : [{ project: graph.nameOf(one), why }];
  });
}

function readersOf(directory: string, graph: PackageGraph): readonly ReadingMember[] {
  return dependentsOf(directory, graph).flatMap((one) =>
    graph.membersOf(one).map((member) => ({ ...member, project: graph.nameOf(one) })),
  );
}

function dependentsOf(directory: string, graph: PackageGraph | undefined): readonly Package[] {
  const holding = graph?.packageOf(directory);
  return graph && holding ? graph.dependentsOf(holding) : [];
}

/** The members to analyse: each config once, though several tsconfigs may include its file. */
function ownEntries(members: readonly Member[]): Member[] {
  const seen = new Set<string>();
  return members.filter(({ entries, tsconfig }) => {
    // If a tsconfig lists entry files, the config may be in a file that it does not name.
    const isNew = entries.some((name) => !seen.has(name)) || (tsconfig.listsEntries && members.length === 1);
    for (const name of entries) seen.add(name);
    return isNew;
  });
}
