import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, it } from "vitest";
import { createApp, runIn } from "./support/app.js";

const require = createRequire(import.meta.url);

it("the help tells a newcomer what there is, on one screen", async () => {
  const { code, stdout, stderr } = await runIn("/", {}, ["--help"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const lines = stdout.trimEnd().split("\n");
  // The prompt takes the last line of a terminal.
  expect(lines.length).toBeLessThan(24);
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
  for (const command of ["check", "fix", "explain", "rules"])
    expect(stdout).toMatch(new RegExp(`^  ${command} \\[`, "m"));
  expect(stdout).toContain("Exit codes: 0 ");
});

it.each(["check", "fix", "explain", "rules"])("the help explains %s in at most 40 lines", async (command) => {
  const asked = await runIn("/", {}, [command, "--help"]);
  expect(asked.code).toBe(0);
  const lines = asked.stdout.trimEnd().split("\n");
  expect(lines.length).toBeLessThanOrEqual(40);
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
  expect(await runIn("/", {}, ["help", command])).toEqual(asked);
});

it.each(["check", "fix"])("the help names the exit codes of %s", async (command) => {
  const { stdout } = await runIn("/", {}, [command, "--help"]);
  for (const code of [0, 1, 2]) expect(stdout).toMatch(new RegExp(`^  ${code}  \\S`, "m"));
});

it.each(["--version", "-v"])("the command says its version and the compiler that it would use: %s", async (option) => {
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  const saidIn = async (directory: string): Promise<string> => {
    const { code, stdout, stderr } = await runIn(directory, {}, [option]);
    expect([code, stderr]).toEqual([0, ""]);
    return stdout;
  };
  const saidOn = (name: "typescript" | "typescript-7.0"): Promise<string> => {
    const app = createApp({}, []);
    app.install("", "typescript", name);
    return saidIn(app.directory);
  };
  const versionOf = (name: string): string => (require(`${name}/package.json`) as { version: string }).version;
  expect(await saidIn("/")).toBe(`${version}\nTypeScript ${versionOf("typescript")}, which typed-session brings\n`);
  expect(await saidOn("typescript")).toBe(`${version}\nTypeScript ${versionOf("typescript")}, this project's own\n`);
  expect(await saidOn("typescript-7.0")).toBe(
    `${version}\nTypeScript ${versionOf("typescript-7.0")}, this project's own, by its native API\n`,
  );
});

it("the command shows the help if called with nothing", async () => {
  const { code, stderr } = await runIn("/", {}, []);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^Usage: typed-session /);
});
