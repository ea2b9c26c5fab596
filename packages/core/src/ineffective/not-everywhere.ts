import { listed } from "../api/shown.js";
import type ts from "typescript";
import { reportRootOf } from "../api/workspace.js";
import { expressionOf, isSameField, isWithin, type FieldKey } from "../api/field-key.js";
import { relativeName } from "../compiler/positions.js";
import type { Augmentation } from "../declared/augmentations.js";
import type { DeclarationSite } from "../declare/change.js";
import { at } from "../declare/finding.js";
import { specifierOf } from "../declare/specifier.js";
import { importing } from "../edits/imports.js";
import type { EditSet } from "../edits/text-edit.js";
import type { Model, Reader } from "../model/model.js";
import { readsBy } from "../model/readers.js";
import { styleIn } from "../workspace/style/style-in.js";
import type { Ineffective } from "./ineffective.js";
import { moveInto } from "./move.js";

/**
 * The fields of `Session`, `JWT` and `User` that the project declares in files that the importers of its package do not
 * get.
 */
export function fieldsForNoImporter(
  { declared }: Pick<Model, "declared">,
  { importers }: Pick<DeclarationSite, "importers">,
): { readonly key: FieldKey; readonly file: ts.SourceFile }[] {
  if (!importers) return [];
  return declared.names
    .flatMap((name) => declared.ownFields(name))
    .flatMap(({ interface: owner, names, declared: field }) => {
      const file = field.own?.getSourceFile();
      return file && !importers.files.has(file.fileName) ? [{ key: { interface: owner, names }, file }] : [];
    });
}

/**
 * The files with augmentations that another package does not load, although it imports the config's package and reads
 * from its session what they declare.
 */
export function notEverywhere(base: Model, site: DeclarationSite): Ineffective[] {
  const { importers } = site;
  const missed = fieldsForNoImporter(base, site);
  if (!importers || missed.length === 0) return [];
  return [...new Set(missed.map(({ file }) => file))].flatMap((file): Ineffective[] => {
    const first = site.augmentations.find((one) => one.file === file);
    const keys = missed.filter((one) => one.file === file).map(({ key }) => key);
    const lacking = first ? base.otherReaders().flatMap((reader) => lackingIn(reader, keys)) : [];
    const [read] = lacking;
    if (!first || !read) return [];
    const names = [...new Set(lacking.map(({ project }) => `\`${project}\``))];
    return [
      {
        ...at(first.specifier),
        message: `${listed(names)} ${names.length > 1 ? "import" : "imports"} this package and ${names.length > 1 ? "do" : "does"} not load this file: \`${expressionOf(read.key)}\` is not declared there.`,
        edits: editsFor(site, first, importers),
        manual: `Move what it declares into ${relativeName(reportRootOf(base.workspace), importers.configFile.fileName)}, which the importers get.`,
        related: [{ message: "read here", node: read.node }],
        fields: [],
      },
    ];
  });
}

/** The reads in another program of fields that nothing declares there. */
function lackingIn(
  reader: Reader,
  keys: readonly FieldKey[],
): { readonly key: FieldKey; readonly node: ts.Node; readonly project: string }[] {
  const { project } = reader;
  if (project === undefined) return [];
  const isInner = (key: FieldKey): boolean => keys.some((outer) => !isSameField(key, outer) && isWithin(key, outer));
  const missing = keys.filter((key) => !reader.declared.field(key) && !isInner(key));
  return missing.flatMap((key) => readsBy(reader, key).map((node) => ({ key, node, project })));
}

/** The config's file imports the augmentation. In a package that is built it takes it in: a build drops such an import. */
function editsFor(
  site: DeclarationSite,
  { file }: Augmentation,
  { configFile, isBuilt }: NonNullable<DeclarationSite["importers"]>,
): EditSet | undefined {
  const { workspace } = site;
  if (isBuilt) return workspace.mayDeleteFiles === true ? moveInto(workspace, [file], configFile.fileName) : undefined;
  const specifier = specifierOf(site, configFile, file);
  return importing(workspace.ts, configFile, [{ specifier }], styleIn(workspace, configFile));
}
