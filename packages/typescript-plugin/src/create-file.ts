import type { FileChange, FindingName } from "@typed-session/core";
import type ts from "typescript";
import type { SessionTypes } from "./session.js";

const type = "typed-session.create";

/** The command that creates a file. It travels through the editor and back, so it says what was offered, and not what to write. */
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
 * Creates the file that was offered, with the text that is right now.
 *
 * @returns whether it was created: not where the project has changed so that it is no longer needed, nor where there is one by now
 */
export function createFile(session: SessionTypes, host: ts.server.ServerHost, command: CreateCommand): boolean {
  const { fix } = session.prove(command.findings);
  const created = fix.changes.find(({ fileName, before }) => fileName === command.create && before === undefined);
  if (created?.after === undefined || host.fileExists(created.fileName)) return false;
  host.writeFile(created.fileName, created.after);
  return true;
}
