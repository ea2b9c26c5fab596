import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { launchServer } from "@typescript/server-harness";
import type ts from "typescript";
import { cases } from "./breadth.js";
import { linkedApp, type LinkedApp } from "./linked-app.js";

const require = createRequire(import.meta.url);

const versions = ["typescript-5.4", "typescript-5.9", "typescript"] as const;
export type ServerVersion = (typeof versions)[number];

/** The versions of TypeScript whose server is tested, by their installed names: the oldest and the newest at least. */
export const servers = cases<ServerVersion>(versions, (version) => version !== "typescript-5.9");

export interface ServerApp extends LinkedApp {
  /** Sends a request; a failed one throws with the server's message. */
  readonly request: <Body = unknown>(command: string, args: object) => Promise<Body>;
  readonly open: (name: string, text?: string) => Promise<void>;
  /** Names the editor, as clients do before they open a file. */
  readonly introduce: (hostInfo: string) => void;
  /** Sends the editor's new text, which need not be saved. */
  readonly change: (name: string, text: string) => Promise<void>;
  /** The problems of a file: those after each key, then those of the later pass. */
  readonly diagnostics: (name: string) => Promise<Found[]>;
  readonly log: () => string;
  readonly close: () => Promise<void>;
}

/** A diagnostic as the tests compare it. */
export interface Found {
  readonly source: string;
  readonly code: number | string;
  readonly start: ts.server.protocol.Location;
  readonly end: ts.server.protocol.Location;
  readonly text: string;
  readonly category: string;
}

/** An app, and a real server for it. */
export function startServer(
  version: ServerVersion,
  files: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): ServerApp {
  return serverFor(linkedApp(files), version, args);
}

/** A real server for an existing app. */
export function serverFor(app: LinkedApp, version: ServerVersion, args: readonly string[]): ServerApp {
  const { path } = app;
  const tsserver = join(dirname(require.resolve(`${version}/package.json`)), "lib/tsserver.js");
  const logFile = path("tsserver.log");
  const server = launchServer(
    tsserver,
    [
      "--disableAutomaticTypingAcquisition",
      // As VS Code starts it for a trusted workspace.
      "--allowLocalPluginLoads",
      "--logVerbosity",
      "verbose",
      "--logFile",
      logFile,
      ...args,
    ],
    [],
  );
  let seq = 0;
  const request = async <Body>(command: string, args: object): Promise<Body> => {
    const answer = (await server.message({
      seq: ++seq,
      type: "request",
      command,
      arguments: args,
    })) as ts.server.protocol.Response;
    if (!answer.success) throw new Error(`${command}: ${String(answer.message)}`);
    return answer.body as Body;
  };
  /** Not every version answers these, and none alike. */
  const tell = (command: string, args: object): void =>
    void server.message({ seq: ++seq, type: "request", command, arguments: args });

  return {
    ...app,
    request,
    open: (name, text) => {
      tell("open", { file: path(name), ...(text !== undefined && { fileContent: text }) });
      return Promise.resolve();
    },
    introduce: (hostInfo) => {
      tell("configure", { hostInfo });
    },
    change: (name, text) => {
      tell("updateOpen", { openFiles: [{ file: path(name), fileContent: text }] });
      return Promise.resolve();
    },
    diagnostics: async (name) => {
      const ask = (command: string): Promise<ts.server.protocol.Diagnostic[]> => request(command, { file: path(name) });
      const suggestions = await ask("suggestionDiagnosticsSync");
      // The compiler's own suggestions do not count.
      const later = suggestions.filter(({ source }) => source === "typed-session");
      const found = [...(await ask("semanticDiagnosticsSync")), ...later];
      return found.map(({ source = "", code = 0, start, end, text, category }) => ({
        source,
        code,
        start,
        end,
        text,
        category,
      }));
    },
    log: () => readFileSync(logFile, "utf8"),
    close: async () => {
      await server.exitOrKill(2000);
      app.remove();
    },
  };
}
