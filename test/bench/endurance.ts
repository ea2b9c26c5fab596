import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type ts from "typescript";
import { changeBetween, editsOf, type Edit, type EditedFile } from "../support/edits.js";
import { plugin } from "../support/linked-app.js";
import { generateApp, named } from "./app.js";
import { startEditor, type Editor, type Took } from "./editor.js";
import { cpuOf, percentile } from "./measure.js";

/**
 * The time to the problems of a file after an edit, over very many edits, in milliseconds. Each pair is without the
 * plugin and with it.
 */
export interface LatencyRow {
  readonly file: string;
  readonly edits: number;
  /** The percentile of the edits that the times are for. */
  readonly percentile: number;
  readonly problems: Pair;
  /** The server's CPU time until then, and until nothing was left to do. */
  readonly problemsCpu: Pair;
  readonly completedCpu: Pair;
}

/** A server's heap after garbage collection, in megabytes. */
export interface HeapRow {
  readonly edits: number;
  readonly heap: Pair;
  /** Ratio to the first measurement. */
  readonly growth: Pair;
  /** Number of comparisons so far with the answers of a new server. */
  readonly compared: number;
}

export type Pair = readonly [bare: number, withPlugin: number];

/** Numbers of edits between comparisons of answers, and between measurements of memory. */
const editsToAnswers = 250;
const editsToHeap = 500;

/** Maximum growth of the memory, as a ratio. */
const mostGrowth = 1.1;

const size = 100;

/** The lines that are written into the app's files, with declared and undeclared fields. */
const places: Readonly<Record<"callbacks" | "reader" | "declaration", EditedFile["places"]>> = {
  callbacks: [
    {
      behind: /^ {8}token\.\w+ = .*;$/,
      lines: [
        "        token.seats = 5;",
        "        token.extra0 = found.plan;",
        "        token.tags = [found.id];",
        "        (token as any).note = found.id as string;",
        "        if (found.plan) token.level = 2;",
      ],
    },
    {
      behind: /^ {8}session\.user\.\w+ = .*;$/,
      lines: [
        "        session.user.seats = token.seats;",
        "        session.user.tags = token.tags;",
        "        session.user.email = token.accountId!;",
        "        session.team = { name: token.plan };",
        "        // typed-session-disable-next-line no-undeclared-field",
      ],
    },
  ],
  reader: [
    {
      behind: /^import .*;$/,
      lines: [
        "export const planOf = async () => (await getServerSession(authOptions))?.user.plan;",
        "export const seatsOf = async () => (await getServerSession(authOptions))?.user.seats ?? 0;",
        "export const noteOf = async () => ((await getServerSession(authOptions)) as any)?.user.extra0 as string;",
      ],
    },
  ],
  declaration: [
    {
      behind: /^ {4,6}plan: Plan;$/,
      lines: [
        "    seats: number;",
        "    tags?: string[];",
        "    extra0: Plan;",
        "    level?: 1 | 2;",
        "    stale: string;",
      ],
    },
  ],
};

/** The edited files: their role, their name in the app, and how often they are edited. */
const edited = [
  { file: "the callbacks", name: named.callbacks, weight: 3, places: places.callbacks },
  { file: "a reader", name: named.reader, weight: 2, places: places.reader },
  { file: "the declarations", name: named.declaration, weight: 2, places: places.declaration },
] as const;

/**
 * Edits an app in two servers side by side, one with the plugin and one without, and asks for the problems after each
 * edit.
 *
 * @param count the number of edits
 * @throws if the server with the plugin answers differently from a new one on the same texts, finds nothing at all, or
 *   leaks memory
 */
export async function benchEndurance(
  count: number,
): Promise<{ readonly latencies: readonly LatencyRow[]; readonly heaps: readonly HeapRow[] }> {
  const bare = new Desk(generateApp(size, { place: "endurance-bare" }));
  const withPlugin = new Desk(generateApp(size, { place: "endurance", plugins: [plugin] }));
  const files = edited.map((one): EditedFile => ({
    ...one,
    text: readFileSync(join(bare.directory, one.name), "utf8"),
  }));
  const edits = editsOf(files, 7);
  const took: { readonly name: string; readonly bare: Took; readonly withPlugin: Took }[] = [];
  const heaps: HeapRow[] = [];
  let compared = 0;
  await Promise.all([bare.open(), withPlugin.open()]);
  for (let done = 1; done <= count; done++) {
    const edit = edits.next();
    took.push({ name: edit.name, bare: await bare.make(edit), withPlugin: await withPlugin.make(edit) });
    if (done % editsToAnswers === 0) {
      await holdsWith(withPlugin, edits.texts());
      compared++;
    }
    if (done % editsToHeap === 0) {
      // Memory is comparable only with the same texts.
      for (const mended of edits.mendAll()) await Promise.all([bare.make(mended), withPlugin.make(mended)]);
      await withPlugin.answers();
      const heap: Pair = [await bare.heap(), await withPlugin.heap()];
      const first = heaps[0]?.heap ?? heap;
      heaps.push({ edits: done, heap, growth: [heap[0] / first[0], heap[1] / first[1]], compared });
    }
  }
  await Promise.all([bare.close(), withPlugin.close()]);
  const growth = heaps.at(-1)?.growth[1] ?? 1;
  if (growth > mostGrowth) throw new Error(`Memory has grown: ${JSON.stringify(heaps)}`);
  if (withPlugin.findings === 0) throw new Error("Nothing was found in any of the texts.");
  return { latencies: latenciesOf(took), heaps };
}

/** An editor in which the files of an app are open. */
class Desk {
  /** Number of answers with findings of ours. */
  findings = 0;
  readonly #texts = new Map<string, string>();
  readonly #editor: Editor = startEditor(["--expose-gc", "--require", join(import.meta.dirname, "heap.cjs")]);

  readonly directory: string;

  constructor(directory: string) {
    this.directory = directory;
  }

  /** @param texts the texts in the editor, by name, that differ from those on disk */
  async open(texts: Readonly<Record<string, string>> = {}): Promise<void> {
    for (const { name } of edited) {
      const text = texts[name] ?? readFileSync(this.#path(name), "utf8");
      this.#texts.set(name, text);
      await this.#ask(name, () => void this.#editor.send("open", { file: this.#path(name), fileContent: text }));
    }
  }

  async make({ name, text }: Edit): Promise<Took> {
    const change = changeBetween(this.#texts.get(name) ?? "", text);
    this.#texts.set(name, text);
    const changedFiles = [{ fileName: this.#path(name), textChanges: [change] }];
    return this.#ask(name, () => void this.#editor.send("updateOpen", { changedFiles }));
  }

  /** All diagnostics of the files, and the quick fixes for some of them. */
  async answers(): Promise<string> {
    const told = [];
    for (const { name } of edited) {
      const file = this.#path(name);
      const all: ts.server.protocol.Diagnostic[] = [];
      for (const kind of ["syntactic", "semantic", "suggestion"]) {
        const response = await this.#editor.send(`${kind}DiagnosticsSync`, { file });
        all.push(...(response.body as ts.server.protocol.Diagnostic[]));
      }
      const isOurs = ({ source }: ts.server.protocol.Diagnostic): boolean => source === "typed-session";
      const fixes = [];
      for (const finding of all.filter(isOurs).slice(-2)) fixes.push(await this.#editor.fixes(file, finding));
      // The compiler's messages are left out, because the order of a union's parts in them depends on its history.
      told.push({ name, all: all.map((one) => (isOurs(one) ? one : { ...one, text: "" })), fixes });
    }
    return JSON.stringify(told, undefined, 1);
  }

  /** The heap in megabytes, once the server is idle. */
  async heap(): Promise<number> {
    await this.#idle();
    const told = this.#editor.told("heap");
    process.kill(this.#editor.pid ?? 0, "SIGUSR2");
    const { used } = (await told) as { readonly used: number };
    return used / 2 ** 20;
  }

  close(): Promise<void> {
    return this.#editor.close();
  }

  async #ask(name: string, change: () => void): Promise<Took> {
    const { ours, took } = this.#editor.ask(this.#path(name), change);
    if ((await ours).length > 0) this.findings++;
    return took;
  }

  /** Waits until the server is idle, because the plugin prepares fixes between requests. */
  async #idle(): Promise<void> {
    let before: number | undefined;
    let after = cpuOf(this.#editor.pid);
    do {
      before = after;
      await setTimeout(1000);
      after = cpuOf(this.#editor.pid);
    } while (after !== before);
  }

  #path(name: string): string {
    return join(this.directory, name);
  }
}

/** Checks that a new server answers the same for these texts. */
async function holdsWith(desk: Desk, texts: Readonly<Record<string, string>>): Promise<void> {
  const fresh = new Desk(desk.directory);
  await fresh.open(texts);
  const [answers, expected] = [await desk.answers(), await fresh.answers()];
  await fresh.close();
  if (answers === expected) return;
  const shown = Object.entries(texts).map(([name, text]) => `--- ${name}\n${text}`);
  throw new Error(`The server says\n${answers}\nand a new one\n${expected}\n${shown.join("\n")}`);
}

function latenciesOf(
  took: readonly { readonly name: string; readonly bare: Took; readonly withPlugin: Took }[],
): LatencyRow[] {
  return edited.flatMap(({ file, name }) => {
    const own = took.filter((one) => one.name === name);
    const pair = (hundredths: number, of: (took: Took) => number | undefined): Pair => [
      percentile(
        own.map((one) => of(one.bare) ?? NaN),
        hundredths,
      ),
      percentile(
        own.map((one) => of(one.withPlugin) ?? NaN),
        hundredths,
      ),
    ];
    return [50, 95, 99].map((hundredths) => ({
      file,
      edits: own.length,
      percentile: hundredths,
      problems: pair(hundredths, ({ problems }) => problems),
      problemsCpu: pair(hundredths, ({ problemsCpu }) => problemsCpu),
      completedCpu: pair(hundredths, ({ completedCpu }) => completedCpu),
    }));
  });
}
