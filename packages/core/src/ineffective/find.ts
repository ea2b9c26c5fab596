import { augmentationsOf } from "../declared/augmentations.js";
import type { Ineffective } from "./ineffective.js";
import { outsideProgram } from "./outside-program.js";
import { misspeltAugmentations } from "./misspelt.js";
import { nestedAugmentations } from "./nested.js";
import { contradictedMembers } from "./contradicted.js";
import { notEverywhere } from "./not-everywhere.js";
import { droppedBase } from "./drops-base.js";
import { namesNotImported } from "./not-imported.js";
import { augmentationsNotLoaded } from "./not-loaded.js";
import { libraries } from "../discover/libraries/index.js";
import type { Model } from "../model/model.js";
import type { Workspace } from "../api/workspace.js";
import type { DeclarationSite } from "../declare/change.js";
import { hidingLibrary } from "./hides-library.js";
import { unmergedDeclarations } from "./not-merged.js";
import { isGenerated } from "../compiler/own-files.js";

/**
 * The augmentations that change nothing for any reader. Those that replace their module are left out, as they are
 * repaired before anything else is read.
 */
export function otherIneffective(workspace: Workspace, base: Model, site: DeclarationSite): Ineffective[] {
  const { ts } = workspace;
  const strayFiles = (workspace.strayFiles ?? []).filter(({ fileName }) => !isGenerated(fileName));
  const strays = strayFiles.flatMap(({ fileName, text, isElsewhere }) => {
    const file = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true);
    return augmentationsOf(ts, file, libraries).map((one) => ({ ...one, isElsewhere }));
  });
  const isMissing = (field: string): boolean => {
    const inferred = base.fields.get(field);
    return inferred !== undefined && !base.declared.field(inferred.key);
  };
  return [
    ...unmergedDeclarations(base.view, base.declared, site.library, base.augmentations),
    ...augmentationsNotLoaded(workspace, base.augmentations, site.idle.notLoaded),
    ...namesNotImported(base.view, site.library, site.augmentations),
    ...contradictedMembers(base.workspace, base.declared),
    ...hidingLibrary(workspace, base.augmentations),
    ...nestedAugmentations(base.workspace, libraries),
    ...misspeltAugmentations(base.workspace, site.library, libraries),
    ...droppedBase(base, site),
    ...notEverywhere(base, site),
    ...outsideProgram(workspace, strays, isMissing, site.newFileName, site.augmentations),
  ];
}
