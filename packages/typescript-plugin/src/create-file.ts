import { lstatSync, realpathSync } from "node:fs";
import path from "node:path";
import type { FileChange, FindingName } from "@typed-session/core";
import type ts from "typescript";
import type { SessionTypes } from "./session.js";

const type = "typed-session.create";

/**
 * The command that creates a file. It travels through the editor and back, so it names the offer and not the text to
 * write.
 */
interface CreateCommand {
  readonly type: typeof type;
  /** A file of the project, by which the server finds it. */
  readonly file: string;
  readonly create: string;
  readonly findings: readonly FindingName[];
}

export function createCommand(
  file: string,
  { fileName }: FileChange,
  findings: readonly FindingName[],
): ts.CodeActionCommand {
  const command: CreateCommand = {
    type,
    file,
    create: fileName,
    findings: findings.map(({ rule, file: at, field, message }) => ({
      rule,
      file: at,
      message,
      ...(field && { field }),
    })),
  };
  return command;
}

export function isCreateCommand(value: unknown): value is CreateCommand {
  return typeof value === "object" && value !== null && "type" in value && value.type === type;
}

/**
 * Creates the offered file with the present text.
 *
 * @returns whether it was created: not if the project no longer needs it, if its name exists by now, even as a link
 * that leads nowhere, or if a link on its path leads outside the project
 */
export function createFile(session: SessionTypes, host: ts.server.ServerHost, command: CreateCommand): boolean {
  const { fix } = session.prove(command.findings);
  const created = fix.changes.find(({ fileName, before }) => fileName === command.create && before === undefined);
  if (created?.after === undefined || host.fileExists(created.fileName)) return false;
  if (isNamed(created.fileName) || !leadsInside(session.root, created.fileName)) return false;
  host.writeFile(created.fileName, created.after);
  session.created.push(created.fileName);
  return true;
}

/**
 * Whether a new file would be inside a directory, links resolved: the command decides the same way before it writes.
 */
function leadsInside(directory: string, fileName: string): boolean {
  const place = path.relative(resolved(directory), resolved(fileName));
  return place !== "" && place !== ".." && !place.startsWith(`..${path.sep}`) && !path.isAbsolute(place);
}

/**
 * A path with its links resolved, as far as it exists. Throws for a link that leads nowhere, which the plugin's guard
 * catches.
 */
function resolved(name: string): string {
  let nearest = name;
  while (!isNamed(nearest) && path.dirname(nearest) !== nearest) nearest = path.dirname(nearest);
  return path.join(realpathSync(nearest), path.relative(nearest, name));
}

/** Whether a path of this name exists, even as a link that leads nowhere. */
function isNamed(name: string): boolean {
  return lstatSync(name, { throwIfNoEntry: false }) !== undefined;
}
