import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { runIn } from "./support/app.js";

it("tells a newcomer what there is", async () => {
  expect(await runIn("/", {}, ["--help"])).toEqual({
    code: 0,
    stdout: `Usage: typed-session [options] [command]

Keeps the declared types of a next-auth session in step with the callbacks that
fill it.

Options:
  -V, --version              output the version number
  -h, --help                 display help for command

Commands:
  check [options]            report where the declarations and the callbacks
                             disagree
  fix [options]              write the declarations, as far as the compiler
                             accepts them
  explain [options] [field]  show what the session and the token hold, or where
                             one field comes from
  help [command]             display help for command

Examples:
  typed-session check                     what has drifted, in the project of this directory
  typed-session fix --dry-run             the declarations it would write, as a diff
  typed-session fix                       write them
  typed-session explain                   everything the session and the token hold
  typed-session explain Session.user.id   where one field comes from
  typed-session check --project apps/web --format github

Exit codes:
  0  nothing found
  1  findings
  2  could not run
`,
    stderr: "",
  });
});

it("says its version", async () => {
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  expect(await runIn("/", {}, ["--version"])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
});

it("shows the help when called with nothing", async () => {
  const { code, stderr } = await runIn("/", {}, []);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^Usage: typed-session /);
});
