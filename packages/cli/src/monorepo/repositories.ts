import { monorepoAround, packageAround } from "@typed-session/core";
import type { Disk } from "../disk/disk.js";
import type { ChosenTypeScript } from "../project/typescript.js";
import { PackageGraph } from "./graph.js";

/** The repositories that a run has met, so that several projects of one share what is known of it. */
export class Repositories {
  private readonly graphs: PackageGraph[] = [];

  /** The packages of the repository around a directory; `undefined` if it is not part of one with several packages. */
  around(disk: Disk, chosen: ChosenTypeScript, directory: string): PackageGraph | undefined {
    const isIn = ({ monorepo }: PackageGraph): boolean =>
      directory === monorepo.root || (packageAround(monorepo, directory)?.directory ?? monorepo.root) !== monorepo.root;
    const known = this.graphs.find(isIn);
    if (known) return known;
    const monorepo = monorepoAround(chosen.sys, directory);
    if (!monorepo) return undefined;
    const graph = new PackageGraph(disk, chosen, monorepo);
    this.graphs.push(graph);
    return graph;
  }
}
