import { rmSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { builtCommand } from "./support/app.js";
import { appOf, errorsOf, guides, lineOf, textsOf, type Guide } from "./support/guide.js";
import { start, type Answer } from "./support/run.js";

/** What happened to the app of a guide. */
interface Outcome {
  readonly before: readonly string[];
  readonly findings: readonly string[];
  readonly fix: Answer;
  readonly written: readonly string[];
  readonly after: readonly string[];
  readonly second: Answer;
  readonly changedBySecond: readonly string[];
}

const command = (app: string, ...args: readonly string[]): Promise<Answer> =>
  start(app, process.execPath, [builtCommand, ...args]);

async function findingsIn(app: string): Promise<string[]> {
  const { stdout } = await command(app, "check", "--format", "json");
  if (stdout === "") return [];
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { rule: string; file: string; line: number }[] };
  return diagnostics.map(({ rule, file, line }) => `${rule} at \`${lineOf(app, file, line)}\``).sort();
}

/** The members among the lines that are new. */
function membersAdded(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...after].flatMap(([name, text]) => {
    const old = (before.get(name) ?? "").split("\n");
    const added = text.split("\n").filter((line) => !old.includes(line));
    return added.map((line) => line.trim().replace(/[;,]$/, "")).filter((line) => /^["\w]+\??: (?!\{$)/.test(line));
  });
}

function changed(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name));
}

async function follow(guide: Guide): Promise<Outcome> {
  const app = await appOf(guide);
  try {
    const before = await errorsOf(guide, app);
    const findings = await findingsIn(app);
    const texts = textsOf(app);
    const fix = await command(app, "fix");
    const fixed = textsOf(app);
    const after = await errorsOf(guide, app);
    const second = await command(app, "fix");
    return {
      before,
      findings,
      fix,
      written: membersAdded(texts, fixed),
      after,
      second,
      changedBySecond: changed(fixed, textsOf(app)),
    };
  } finally {
    rmSync(app, { recursive: true, force: true });
  }
}

const outcomes = new Map<Guide, Promise<Outcome>>();

function outcomeOf(guide: Guide): Promise<Outcome> {
  const outcome = outcomes.get(guide) ?? follow(guide);
  outcomes.set(guide, outcome);
  return outcome;
}

describe.each(guides)("the guide in $name", (guide) => {
  let one: Outcome;

  beforeAll(async () => {
    const mine = outcomeOf(guide);
    const next = guides[guides.indexOf(guide) + 1];
    // Two at a time: most of each is waiting for the command. What goes wrong there is said where it is asked for.
    if (next) outcomeOf(next).catch(() => undefined);
    one = await mine;
  });

  it("the guide has the errors that its reader meets", () => {
    expect(one.before).toEqual([...guide.before].sort());
  });

  it("the guide has exactly these findings", () => {
    expect(one.findings).toEqual([...guide.findings].sort());
  });

  it("fix declares what the callbacks assign, and nothing as unknown", () => {
    expect(one.written).toEqual(guide.written);
    expect(one.written.join("\n")).not.toMatch(/\bunknown\b|\{\}/);
  });

  it("fix leaves only the errors that no declaration can remove", () => {
    expect(one.after).toEqual(guide.after.map(([error]) => error).sort());
  });

  it("a second fix changes nothing", () => {
    expect(one.changedBySecond).toEqual([]);
  });
});

/** Each is a guide's own error or one that only its author can decide; the page says which. */
it.each(guides)("each error that $name keeps has its reason", ({ after }) => {
  for (const [, why] of after) expect(why).toMatch(/^[A-Z`].{20,}[.`]$/);
});
