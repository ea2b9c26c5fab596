import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { launchServer } from "@typescript/server-harness";
import type ts from "typescript";
import { generateApp, named } from "./app.js";
import { plugin } from "../support/linked-app.js";
import { alternate, highest, median, peakOf, ratio } from "./measure.js";

const tsserver = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "lib/tsserver.js");

/** The files in which an editor asks for problems, and what each is. */
const files = { "the callbacks": named.callbacks, "a reader": named.reader, "an unrelated file": named.unrelated };

/** The time to the problems of one file, with the plugin and without. */
export interface ServerRow {
  readonly files: number;
  readonly file: string;
  readonly when: "cold" | "after an edit";
  readonly bareMilliseconds: number;
  readonly pluginMilliseconds: number;
  readonly ratio: number;
  readonly barePeakMegabytes: number | undefined;
  readonly pluginPeakMegabytes: number | undefined;
}

interface Session {
  readonly cold: number;
  readonly edits: readonly number[];
  readonly peakMegabytes: number | undefined;
}

const editsOfASession = 15;

/** @param rounds servers on each side, for each file */
export async function benchServer(size: number, rounds: number): Promise<ServerRow[]> {
  const rows: ServerRow[] = [];
  for (const [file, name] of Object.entries(files)) {
    const sessions = await alternate(rounds, {
      bare: () => edit(generateApp(size), name),
      withPlugin: () => edit(generateApp(size, [plugin]), name),
    });
    const row = (when: ServerRow["when"], timesOf: (one: Session) => readonly number[]): ServerRow => {
      const bare = sessions.bare.flatMap(timesOf);
      const withPlugin = sessions.withPlugin.flatMap(timesOf);
      return {
        files: size,
        file,
        when,
        bareMilliseconds: median(bare),
        pluginMilliseconds: median(withPlugin),
        ratio: ratio(withPlugin, bare),
        barePeakMegabytes: highest(sessions.bare.map((one) => one.peakMegabytes)),
        pluginPeakMegabytes: highest(sessions.withPlugin.map((one) => one.peakMegabytes)),
      };
    };
    rows.push(
      row("cold", ({ cold }) => [cold]),
      row("after an edit", ({ edits }) => edits),
    );
  }
  return rows;
}

/** Starts a server, opens a file, asks for its problems, and again after each of several edits. */
async function edit(directory: string, name: string): Promise<Session> {
  const server = launchServer(tsserver, ["--disableAutomaticTypingAcquisition", "--allowLocalPluginLoads"]);
  const file = join(directory, name);
  let seq = 0;
  const send = (command: string, args: object): Promise<unknown> =>
    server.message({ seq: ++seq, type: "request", command, arguments: args });
  const problems = async (): Promise<void> => {
    const answer = (await send("semanticDiagnosticsSync", { file })) as ts.server.protocol.Response;
    const found = answer.body as readonly unknown[] | undefined;
    if (!answer.success || found?.length !== 0) throw new Error(`The server answered ${JSON.stringify(answer)}`);
  };
  const timed = async (change: () => void): Promise<number> => {
    const started = performance.now();
    change();
    await problems();
    return performance.now() - started;
  };

  const cold = await timed(() => void send("open", { file }));
  const text = readFileSync(file, "utf8");
  const edits: number[] = [];
  for (let index = 1; index <= editsOfASession; index++) {
    const fileContent = `${text}${"\n".repeat(index)}`;
    edits.push(await timed(() => void send("updateOpen", { openFiles: [{ file, fileContent }] })));
  }
  const peakMegabytes = peakOf(server.pid);
  await server.exitOrKill(5000);
  return { cold, edits, peakMegabytes };
}
