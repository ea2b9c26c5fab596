import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  atEveryMoment,
  filesOf,
  outcomeOf,
  projects,
  sentence,
  target,
  tryUndisturbed,
  without,
} from "./support/fault-app.js";

tryUndisturbed();

describe("fix, disturbed at any moment", () => {
  const kind = "creating";
  const before: Record<string, string> = projects[kind];

  it("fix does not stop half-way for Ctrl+C", () => {
    atEveryMoment(
      kind,
      () => ({ FAULT_KIND: "interrupt" }),
      (app, { status, stderr }, call) => {
        expect({ status, stderr, files: filesOf(app) }, call).toEqual({
          status: 0,
          stderr: "",
          files: outcomeOf(kind).files,
        });
      },
    );
  });

  it("fix keeps what an author saves meanwhile", () => {
    const { files: after } = outcomeOf(kind);
    const saved = "// saved by its author\n";
    for (const name of ["auth.ts", target]) {
      const overwritten: string[] = [];
      atEveryMoment(
        kind,
        (app) => {
          mkdirSync(dirname(join(app, name)), { recursive: true });
          return { FAULT_KIND: "save", FAULT_PLACE: join(app, name) };
        },
        (app, { status, stderr }, call, at) => {
          const { [name]: text, ...others } = filesOf(app);
          if (text !== saved) overwritten.push(call);
          else if (status === 0) {
            expect(others, `${name} at ${at}`).toEqual(without(after, name));
          } else {
            expect(status).toBe(2);
            expect(stderr).toMatch(
              /has changed since it was read.*; nothing was changed\. Remove the cause and run fix again\.\n$/,
            );
            expect(stderr).toMatch(sentence);
            expect(others, `${name} at ${at}`).toEqual(without(before, name));
          }
        },
      );
      // That one moment remains, and it cannot even be had where a file is created.
      expect(overwritten, name).toEqual(name === target ? [] : ["rename"]);
    }
  });

  it("fix writes nothing outside if a directory is exchanged for a link", () => {
    const { calls } = outcomeOf(kind);
    let refused = 0;
    atEveryMoment(
      kind,
      (app) => {
        mkdirSync(join(app, "types"), { recursive: true });
        if (before[target] !== undefined) writeFileSync(join(app, "../outside/next-auth.d.ts"), before[target]);
        return { FAULT_KIND: "exchange", FAULT_PLACE: join(app, "types") };
      },
      (app, { status, stderr }, call, at) => {
        expect(filesOf(join(app, "../outside")), `${call} at ${at}`).toEqual(
          before[target] === undefined ? {} : { "next-auth.d.ts": before[target] },
        );
        if (status === 0) return;
        refused++;
        expect(status).toBe(2);
        expect(stderr).toMatch(sentence);
        expect(filesOf(app)["auth.ts"], `${call} at ${at}`).toBe(before["auth.ts"]);
      },
    );
    expect(refused).toBeGreaterThan(calls.length / 2);
  });

  it("fix ends alike with another fix in between", () => {
    atEveryMoment(
      kind,
      () => ({ FAULT_KIND: "rerun" }),
      (app, { status, stderr }, call, at) => {
        expect(filesOf(app), `${call} at ${at}`).toEqual(outcomeOf(kind).files);
        expect({ status, stderr }, `${call} at ${at}`).toEqual({ status: 0, stderr: "" });
      },
    );
  });
});
