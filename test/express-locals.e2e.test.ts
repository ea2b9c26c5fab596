import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { typeErrors, typedSession } from "./support/app.js";
import { appOf, guides } from "./support/guide.js";

it("check tells Express's guide how readers of `res.locals` get a type, and the guide compiles with it", async () => {
  const guide = guides.find(({ name }) => name === "express");
  if (!guide) throw new Error("There is no guide of Express.");
  const app = await appOf(guide);
  const { stdout } = typedSession(app, "explain");
  expect(stdout).toContain("`res.locals.session` holds the session, but its readers are given `any`");
  expect(stdout).toContain("read at src/lib.ts:11, src/app.ts:13, src/app.ts:18");

  const text = `import type { Session } from "@auth/express"

declare global {
  namespace Express {
    interface Locals {
      session?: Session | null
    }
  }
}
`;
  expect(stdout.replaceAll(/^ {2}/gm, "")).toContain(text);
  writeFileSync(join(app, "src/express.d.ts"), text);
  expect(typeErrors(app, "tsc", ["--noEmit"])).toEqual([]);
  expect(typedSession(app, "explain").stdout).not.toContain("res.locals");
  // They have it now: what no session holds is an error.
  const reader = join(app, "src/app.ts");
  writeFileSync(reader, readFileSync(reader, "utf8").replace("session?.user?.id", "session?.user?.nowhere"));
  expect(typeErrors(app, "tsc", ["--noEmit"])).toEqual(["src/app.ts(19,50): TS2339"]);
});
