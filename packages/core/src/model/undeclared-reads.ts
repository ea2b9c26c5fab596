import type ts from "typescript";
import { errorsIn, type ErrorAt } from "../compiler/errors.js";
import { mayReadSession } from "../discover/text-scan.js";
import { fieldIn, keyText, type FieldKey } from "../api/field-key.js";
import type { Model } from "./model.js";
import { isOfType, readsIn, sessionObjects } from "./readers.js";

/** TS2339 and TS2551: there is no such property, or is another one meant? */
const missingProperty: readonly number[] = [2339, 2551];

/**
 * The compiler's errors at reads of an undeclared session field that the callbacks may assign unseen. A declaration
 * would remove them, and only its author knows which one.
 */
export function undeclaredReads(model: Model): ErrorAt[] {
  return refusedReads(model).map(({ error }) => error);
}

/** The same reads with their fields, without fields that a callback is seen to assign, which are findings. */
export function unseenReads(model: Model): RefusedRead[] {
  return refusedReads(model).filter(({ key }) => !model.fields.has(keyText(key)));
}

/** A read that the compiler refuses. */
interface RefusedRead {
  readonly error: ErrorAt;
  readonly node: ts.Node;
  readonly key: FieldKey;
}

function refusedReads(model: Model): RefusedRead[] {
  const { ts, program } = model.workspace;
  const reads = readsOfOpen(model);
  return [...new Set(reads.map(({ node }) => node.getSourceFile()))].flatMap((file) =>
    errorsIn(ts, program, file).flatMap((error): RefusedRead[] => {
      if (!missingProperty.includes(error.code)) return [];
      const read = reads.find(
        ({ node }) => node.getSourceFile() === file && node.getStart(file) <= error.start && error.start < node.end,
      );
      return read ? [{ ...read, error }] : [];
    }),
  );
}

function readsOfOpen(model: Model): Omit<RefusedRead, "error">[] {
  const open = sessionObjects.flatMap(([outer, target]) => {
    const holder = model.declared.holder(fieldIn(outer, "any"));
    const isOpen = (model.open.get(target)?.length ?? 0) > 0;
    return holder && isOpen && !model.types.hasUnnamedProperties(holder) ? [{ outer, holder }] : [];
  });
  if (open.length === 0) return [];
  return readsIn(model, mayReadSession).flatMap(({ node, object, name }) => {
    const read = open.find(
      ({ holder }) => model.types.property(holder, name) === undefined && isOfType(model, object, holder),
    );
    return read ? [{ node, key: fieldIn(read.outer, name) }] : [];
  });
}
