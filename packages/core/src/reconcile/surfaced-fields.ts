import type ts from "typescript";
import { nodeAtRange } from "../compiler/positions.js";
import { unmapOffset, type TextEdit } from "../edits/text-edit.js";
import type { Model } from "../model/model.js";
import type { Write } from "../infer/heap/value.js";
import type { InferredField } from "../model/fields.js";
import type { Reconciled } from "./reconciled.js";

/**
 * The author's program, with the fields that show only once others are declared: `session.user = token.user` has no
 * known fields as long as `token.user` is `unknown`. Their places are those in the author's text, their types those of
 * the settled program.
 */
export function withSurfacedFields(base: Model, settled: Reconciled): Model {
  const later = [...settled.model.fields].flatMap(([key, field]): [string, InferredField][] => {
    if (base.fields.has(key)) return [];
    const writes = field.writes.flatMap((write) => inBase(base, settled.edits, write) ?? []);
    return writes.length === 0 ? [] : [[key, { ...field, writes }]];
  });
  return later.length === 0 ? base : { ...base, fields: new Map([...base.fields, ...later]) };
}

/** A field that shows later is part of a value that is assigned as a whole, and has no expression of its own. */
function inBase(base: Model, edits: readonly TextEdit[], write: Write): Write | undefined {
  const node = nodeInBase(base, edits, write.node);
  return node && { ...write, node, value: undefined };
}

/** The node of the author's program that corresponds to `node` in an edited file. */
function nodeInBase({ workspace }: Model, edits: readonly TextEdit[], node: ts.Node): ts.Node | undefined {
  const { ts, program } = workspace;
  const laid = node.getSourceFile();
  const file = program.getSourceFile(laid.fileName);
  const own = edits.filter(({ fileName }) => fileName === laid.fileName);
  const start = unmapOffset(own, node.getStart(laid));
  const end = unmapOffset(own, node.end);
  return file && nodeAtRange(ts, file, node.kind, start, end);
}
