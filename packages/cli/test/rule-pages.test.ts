import { readdirSync } from "node:fs";
import { pageOf, rules } from "@typed-session/core";
import { describe, expect, it } from "vitest";
import { runIn } from "./support/app.js";

const rulesOf = (...args: readonly string[]): ReturnType<typeof runIn> => runIn("/", {}, ["rules", ...args]);

describe("rules", () => {
  it("rules lists every rule with its severity, its finding and whether it is fixed", async () => {
    const { code, stdout, stderr } = await rulesOf();
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const [heading, ...lines] = stdout.trimEnd().split("\n");
    expect(heading).toMatch(/^rule +default +fix +finds$/);
    expect(lines.map((line) => line.split(/ {2,}/))).toEqual(
      rules.map(({ name, severity, summary }) => [
        name,
        severity,
        expect.stringMatching(/^(?:fixable|by hand)$/) as string,
        summary,
      ]),
    );
    expect(stdout).toMatch(/^no-undeclared-field +error +fixable /m);
    expect(stdout).toMatch(/^no-secret-in-session +off +by hand /m);
  });

  it.each(rules.map(({ name }) => name))(
    "rules prints the page of %s, whose links work from a terminal",
    async (name) => {
      const { code, stdout, stderr } = await rulesOf(name);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout.startsWith(`# typed-session/${name}\n`)).toBe(true);
      expect(stdout).toContain("\n## When not to use it\n");
      for (const [, link = ""] of stdout.matchAll(/\]\(([^)]*)\)/g)) expect(link).toMatch(/^https:\/\//);
    },
  );

  it("rules resolves a link of a page against the place where the page is read", async () => {
    expect(pageOf({ name: "no-callback-cast" })).toMatch(
      /\/packages\/eslint-plugin\/docs\/rules\/no-callback-cast\.md$/,
    );
    expect((await rulesOf("no-callback-cast")).stdout).toMatch(
      /\]\(https:\/\/[^)]*\/packages\/eslint-plugin\/README\.md#what---fix-does\)/,
    );
  });

  it("rules has no page of a rule that does not exist", () => {
    const pages = readdirSync(new URL("../../eslint-plugin/docs/rules/", import.meta.url));
    expect(pages.sort()).toEqual(rules.map(({ name }) => `${name}.md`).sort());
  });

  it("rules takes a rule's name as ESLint prints it", async () => {
    expect(await rulesOf("typed-session/no-untyped-token")).toEqual(await rulesOf("no-untyped-token"));
  });

  it.each([
    ["no-untyped", "no-untyped", "no-untyped-token"],
    ["No-Undeclared-Fields", "No-Undeclared-Fields", "no-undeclared-field"],
    ["typed-session/secret", "secret", ""],
    ["../../README", "../../README", ""],
  ])("rules names the nearest rules if there is none named %s", async (name, said, nearest) => {
    const { code, stdout, stderr } = await rulesOf(name);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    const sentence = /^typed-session: There is no rule (\S+)\. Did you mean (\S+), \S+, or \S+\?\n$/.exec(stderr);
    expect(sentence?.[1]).toBe(said);
    if (nearest !== "") expect(sentence?.[2]).toBe(nearest);
  });

  it("rules is called with one name", async () => {
    const { code, stdout, stderr } = await rulesOf("no-untyped-token", "no-reader-cast");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^typed-session: too many arguments for 'rules'/);
  });

  it("rules answers in the words of --rule, which names a rule as well", async () => {
    const { code, stderr } = await runIn("/", {}, ["check", "--rule", "no-untyped=off"]);
    expect(code).toBe(2);
    expect(stderr).toContain("There is no rule no-untyped. Did you mean no-untyped-token, ");
  });
});
