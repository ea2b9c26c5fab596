import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type ts from "typescript";
import { plugin } from "../support/linked-app.js";
import { startEditor, type Question, type Took } from "./editor.js";
import { keysFor } from "./keys.js";
import { alternate, highest, median, peakOf, ratio } from "./measure.js";

/** One file of an app, whose problems are requested with the plugin and without. */
export interface ServerJob {
  readonly app: string;
  /** The file's role, and its name in the app. */
  readonly file: string;
  readonly name: string;
  /** Writes the app with these plugins in its tsconfig, and returns its directory. */
  readonly layOut: (plugins: readonly object[]) => string;
  /** Whether the plugin must have findings in the file, or must have none. */
  readonly hasFindings: boolean;
}

/** The time to the problems of one file, with the plugin and without. */
export interface ServerRow {
  readonly app: string;
  readonly file: string;
  readonly when: "cold" | "after a key";
  readonly bare: Took;
  readonly withPlugin: Took;
  /** Ratio of the times to the problems, pair by pair, and of the mean CPU times for everything. */
  readonly ratio: number;
  readonly cpuRatio: number;
  readonly barePeakMegabytes: number | undefined;
  readonly pluginPeakMegabytes: number | undefined;
}

/** The time to the first menu of quick fixes for a finding of ours. */
export interface MenuRow {
  readonly app: string;
  readonly file: string;
  /** Requested as soon as the problems arrive. */
  readonly atOnceMilliseconds: number;
  /** Requested a second after the server has nothing left to do. */
  readonly afterIdleMilliseconds: number;
  readonly fixes: number;
}

interface Session {
  readonly cold: Took;
  readonly keys: readonly Took[];
  readonly menu: Pick<MenuRow, "atOnceMilliseconds" | "afterIdleMilliseconds" | "fixes"> | undefined;
  readonly peakMegabytes: number | undefined;
}

/** Maximum number of keys in a session, and the total time after which no further key is pressed. */
const keysOfASession = 12;
const millisecondsOfASession = 15_000;

/** The pause before a request for a menu after an idle time. */
const pause = 1000;

/** @param rounds number of servers on each side */
export async function benchServer(
  { app, file, name, layOut, hasFindings }: ServerJob,
  rounds: number,
): Promise<{ readonly rows: readonly ServerRow[]; readonly menus: readonly MenuRow[] }> {
  const sessions = await alternate(rounds, {
    bare: () => edit(layOut([]), name, false),
    withPlugin: () => edit(layOut([plugin]), name, hasFindings),
  });
  const row = (when: ServerRow["when"], tookOf: (one: Session) => readonly Took[]): ServerRow => {
    const bare = sessions.bare.flatMap(tookOf);
    const withPlugin = sessions.withPlugin.flatMap(tookOf);
    // If keys are expensive, one side has fewer of them: use the complete pairs.
    const pairs = Math.min(bare.length, withPlugin.length);
    const toBare = (of: (one: Took) => number | undefined): number =>
      ratio(withPlugin.slice(0, pairs).map(of), bare.slice(0, pairs).map(of));
    return {
      app,
      file,
      when,
      bare: typical(bare),
      withPlugin: typical(withPlugin),
      ratio: toBare(({ problems }) => problems),
      cpuRatio: toRatio(typical(withPlugin).completedCpu, typical(bare).completedCpu),
      barePeakMegabytes: highest(sessions.bare.map((one) => one.peakMegabytes)),
      pluginPeakMegabytes: highest(sessions.withPlugin.map((one) => one.peakMegabytes)),
    };
  };
  const menus = sessions.withPlugin.map(({ menu }) => menu).filter((menu) => menu !== undefined);
  return {
    rows: [row("cold", ({ cold }) => [cold]), row("after a key", ({ keys }) => keys)],
    menus:
      menus.length === 0
        ? []
        : [
            {
              app,
              file,
              atOnceMilliseconds: median(menus.map(({ atOnceMilliseconds }) => atOnceMilliseconds)),
              afterIdleMilliseconds: median(menus.map(({ afterIdleMilliseconds }) => afterIdleMilliseconds)),
              fixes: Math.min(...menus.map(({ fixes }) => fixes)),
            },
          ],
  };
}

/** The medians of times, but the means of CPU times, which are only known in hundredths of a second. */
function typical(all: readonly Took[]): Took {
  const middle = (of: (one: Took) => number): number => median(all.map(of));
  const mean = (of: (one: Took) => number | undefined): number | undefined => {
    const known = all.map(of).filter((one) => one !== undefined);
    return known.length < all.length ? undefined : known.reduce((sum, one) => sum + one, 0) / known.length;
  };
  return {
    problems: middle(({ problems }) => problems),
    suggestions: middle(({ suggestions }) => suggestions),
    completed: middle(({ completed }) => completed),
    problemsCpu: mean(({ problemsCpu }) => problemsCpu),
    completedCpu: mean(({ completedCpu }) => completedCpu),
  };
}

function toRatio(number: number | undefined, to: number | undefined): number {
  return (number ?? NaN) / (to ?? NaN);
}

/** Starts a server, opens a file, asks for its problems, again after each of several keys, and then for quick fixes. */
async function edit(directory: string, name: string, hasFindings: boolean): Promise<Session> {
  const editor = startEditor();
  const file = join(directory, name);
  const ask = (change: () => void): Question => editor.ask(file, change);
  const checked = async ({ ours, took }: Question): Promise<Took> => {
    const found = await ours;
    if (found.length > 0 !== hasFindings) throw new Error(`In ${file} the server has found ${JSON.stringify(found)}`);
    return took;
  };
  const keys = keysFor(readFileSync(file, "utf8"));
  const press = (): void =>
    void editor.send("updateOpen", { changedFiles: [{ fileName: file, textChanges: [keys.next()] }] });

  const cold = await checked(ask(() => void editor.send("open", { file })));
  const pressed: Took[] = [];
  const until = performance.now() + millisecondsOfASession;
  while (pressed.length < keysOfASession && (pressed.length < 2 || performance.now() < until)) {
    pressed.push(await checked(ask(press)));
  }

  const fixes = async (finding: ts.server.protocol.Diagnostic | undefined): Promise<[number, number]> => {
    if (!finding) throw new Error(`Nothing is found in ${file}`);
    const started = performance.now();
    const offered = await editor.fixes(file, finding);
    return [performance.now() - started, offered.length];
  };
  const menu = async (): Promise<Session["menu"]> => {
    const first = ask(press);
    const [atOnceMilliseconds, count] = await fixes((await first.ours)[0]);
    await first.took;
    const second = ask(press);
    await second.took;
    await setTimeout(pause);
    const [afterIdleMilliseconds] = await fixes((await second.ours)[0]);
    if (count === 0) throw new Error(`There is no quick fix in ${file}`);
    return { atOnceMilliseconds, afterIdleMilliseconds, fixes: count };
  };
  const session = { cold, keys: pressed, menu: hasFindings ? await menu() : undefined };
  const peakMegabytes = peakOf(editor.pid);
  await editor.close();
  return { ...session, peakMegabytes };
}
