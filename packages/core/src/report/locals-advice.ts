import { reportRootOf } from "../api/workspace.js";
import type { Advice } from "../api/analysis.js";
import { locationOf, oneLine, relativeName } from "../compiler/positions.js";
import type { DeclarationSite } from "../declare/change.js";
import { styleIn } from "../workspace/style/style-in.js";
import type { Model } from "../model/model.js";
import { propertyText } from "../syntax/names.js";
import { untypedLocals, type UntypedLocal } from "../model/untyped-locals.js";

/**
 * Advice to declare the session on Express's `Locals`, so that the readers of `res.locals` get its type. It is advice
 * and no fix, as it may bring errors: the property is optional, because not every request passes the middleware that
 * assigns it, and readers without a test get an error.
 */
export function localsAdvice(base: Model, site: DeclarationSite): Advice[] {
  const { workspace } = base;
  const place = declarationFile(site);
  return untypedLocals(base).map((one): Advice => {
    const access = oneLine(one.write.getText());
    const where =
      place === undefined ? "in a file of the project" : `in \`${relativeName(reportRootOf(workspace), place)}\``;
    return {
      ...locationOf(workspace, one.write),
      message: `\`${access}\` holds the session, but its readers are given \`any\`: Express does not know what a middleware puts there. Declare it, for example ${where}; a reader who does not ask whether it is there gets an error then.`,
      text: declarationOf(site, one),
      reads: one.reads.map((node) => locationOf(workspace, node)),
    };
  });
}

/**
 * The file for the declaration, beside the place of a new augmentation; `undefined` if the file exists already or the
 * program would not include it.
 */
function declarationFile({ workspace, newFileName }: DeclarationSite): string | undefined {
  const beside = newFileName();
  if (beside === undefined) return undefined;
  const name = `${beside.slice(0, beside.lastIndexOf("/"))}/express.d.ts`;
  return workspace.host.fileExists(name) || !workspace.wouldInclude(name) ? undefined : name;
}

function declarationOf({ workspace, library, sample }: DeclarationSite, { name, isNullable }: UntypedLocal): string {
  const { indent, quote, semicolon } = styleIn(workspace, sample);
  return [
    `import type { Session } from ${quote}${library.specifiers.Session}${quote}${semicolon}`,
    "",
    "declare global {",
    `${indent}namespace Express {`,
    `${indent}${indent}interface Locals {`,
    `${indent}${indent}${indent}${propertyText(name, quote)}?: Session${isNullable ? " | null" : ""}${semicolon}`,
    `${indent}${indent}}`,
    `${indent}}`,
    "}",
    "",
  ].join("\n");
}
