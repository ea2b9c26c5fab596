import type ts from "typescript";
import { errorsIn, type ErrorAt } from "../compiler/errors.js";
import { mayReadSession } from "../discover/text-scan.js";
import { fieldIn } from "../api/field-key.js";
import type { Model } from "./model.js";
import { isOfType, readsIn, sessionObjects, type Use } from "./readers.js";

/** TS2339 and TS2551: there is no such property, or is another one meant? */
const missingProperty: readonly number[] = [2339, 2551];

/**
 * The compiler's errors at reads of a field of the session that nothing declares, where the callbacks may put there more than can be seen.
 * A declaration would remove them, and its author alone knows which.
 */
export function undeclaredReads(model: Model): ErrorAt[] {
  const { ts, program } = model.workspace;
  const reads = readsOfOpen(model);
  return [...new Set(reads.map(({ node }) => node.getSourceFile()))].flatMap((file) =>
    errorsIn(ts, program, file).filter(
      ({ code, start }) =>
        missingProperty.includes(code) &&
        reads.some(({ node }) => node.getSourceFile() === file && node.getStart(file) <= start && start < node.end),
    ),
  );
}

function readsOfOpen(model: Model): Use[] {
  const open = sessionObjects.flatMap(([outer, target]): ts.Type[] => {
    const holder = model.declared.holder(fieldIn(outer, "any"));
    const isOpen = (model.open.get(target)?.length ?? 0) > 0;
    return holder && isOpen && !model.types.hasUnnamedProperties(holder) ? [holder] : [];
  });
  if (open.length === 0) return [];
  return readsIn(model, mayReadSession).filter(({ object, name }) =>
    open.some((holder) => model.types.property(holder, name) === undefined && isOfType(model, object, holder)),
  );
}
