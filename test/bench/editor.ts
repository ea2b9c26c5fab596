import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { launchServer } from "@typescript/server-harness";
import type ts from "typescript";
import { cpuOf } from "./measure.js";

const tsserver = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "lib/tsserver.js");

/** The durations of one request for the problems of a file, in milliseconds from the request. */
export interface Took {
  /** Until the problems arrive. */
  readonly problems: number;
  /** Until the suggestions arrive, which come after the problems. */
  readonly suggestions: number;
  /** Until nothing is left to do. */
  readonly completed: number;
  /** The server's CPU time until the problems, and until the end. */
  readonly problemsCpu: number | undefined;
  readonly completedCpu: number | undefined;
}

export interface Question {
  /** Our findings. */
  readonly ours: Promise<ts.server.protocol.Diagnostic[]>;
  readonly took: Promise<Took>;
}

/** A real TypeScript server, used as editors use it. */
export interface Editor {
  readonly pid: number | undefined;
  /** Sends a request, and returns the server's raw response. */
  readonly send: (command: string, args: object) => Promise<ts.server.protocol.Response>;
  /** Makes a change and asks for the problems of a file, which arrive as events. */
  readonly ask: (file: string, change: () => void) => Question;
  /** The quick fixes for a finding. */
  readonly fixes: (
    file: string,
    finding: ts.server.protocol.Diagnostic,
  ) => Promise<readonly ts.server.protocol.CodeFixAction[]>;
  /** Waits for the next event of that name. */
  readonly told: (event: string) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

/** @param nodeArgs arguments for Node itself */
export function startEditor(nodeArgs: readonly string[] = []): Editor {
  const server = launchServer(
    tsserver,
    // VS Code's arguments. With them a change on disk does not end a pending request.
    ["--disableAutomaticTypingAcquisition", "--allowLocalPluginLoads", "--noGetErrOnBackgroundUpdate"],
    [...nodeArgs],
  );
  let seq = 0;
  const send = async (command: string, args: object): Promise<ts.server.protocol.Response> =>
    (await server.message({ seq: ++seq, type: "request", command, arguments: args })) as ts.server.protocol.Response;
  const listeners = new Set<(event: ts.server.protocol.Event) => void>();
  server.on("event", (event) => {
    for (const listener of listeners) listener(event as ts.server.protocol.Event);
  });
  const ask: Editor["ask"] = (file, change) => {
    const started = performance.now();
    const cpuBefore = cpuOf(server.pid);
    const cpu = (): number | undefined => difference(cpuOf(server.pid), cpuBefore);
    let problems: { readonly at: number; readonly cpu: number | undefined } | undefined;
    let suggestions = NaN;
    let listener: (event: ts.server.protocol.Event) => void = () => undefined;
    const ours = new Promise<ts.server.protocol.Diagnostic[]>((resolve) => {
      listener = ({ event, body }) => {
        const { file: of, diagnostics } = body as ts.server.protocol.DiagnosticEventBody;
        if (of !== file) return;
        if (event === "semanticDiag") {
          problems = { at: performance.now() - started, cpu: cpu() };
          resolve(diagnostics.filter(({ source }) => source === "typed-session"));
        }
        if (event === "suggestionDiag") suggestions = performance.now() - started;
      };
      listeners.add(listener);
    });
    change();
    const took = send("geterr", { files: [file], delay: 0 }).then((): Took => {
      listeners.delete(listener);
      if (!problems || Number.isNaN(suggestions)) throw new Error(`The server has not told what is wrong in ${file}`);
      const completed = performance.now() - started;
      return { problems: problems.at, suggestions, completed, problemsCpu: problems.cpu, completedCpu: cpu() };
    });
    return { ours, took };
  };
  return {
    pid: server.pid,
    send,
    ask,
    fixes: async (file, { start, end, code }) => {
      const response = await send("getCodeFixes", {
        file,
        startLine: start.line,
        startOffset: start.offset,
        endLine: end.line,
        endOffset: end.offset,
        errorCodes: [code],
      });
      return (response as Partial<ts.server.protocol.CodeFixResponse>).body ?? [];
    },
    told: (name) =>
      new Promise((resolve) => {
        const listener = ({ event, body }: ts.server.protocol.Event): void => {
          if (event !== name) return;
          listeners.delete(listener);
          resolve(body);
        };
        listeners.add(listener);
      }),
    close: async () => {
      await server.exitOrKill(5000);
    },
  };
}

function difference(number: number | undefined, before: number | undefined): number | undefined {
  return number === undefined || before === undefined ? undefined : number - before;
}
