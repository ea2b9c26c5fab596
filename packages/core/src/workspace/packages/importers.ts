import type { System } from "../../api/program.js";
import type { ClassicTypeScript } from "../../compiler/classic/typescript.js";
import { linksOf } from "./links.js";
import { configFileIn, type Monorepo, type Package } from "./monorepo.js";

/**
 * The packages that may import a package, also by way of others: those whose manifest or tsconfig lets them. For a
 * surface that does not read their files.
 */
export function possibleImporters(
  ts: ClassicTypeScript,
  sys: System,
  monorepo: Monorepo,
  target: Package,
): readonly Package[] {
  const reached = new Map(
    monorepo.packages.map((one) => {
      const { certain, named } = linksOf(ts, sys, monorepo, one, configFileIn(sys, one));
      return [one, [...certain, ...named.map((link) => link.target)]];
    }),
  );
  const found = new Set([target]);
  // A set is iterated in insertion order, packages added meanwhile included.
  for (const next of found) for (const [one, imported] of reached) if (imported.includes(next)) found.add(one);
  found.delete(target);
  return [...found];
}
